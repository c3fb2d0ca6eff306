import Link from 'next/link'
import { LiveDesign } from '@/features/simulation/components/live-design'
import { buttonClass } from '@/ui/button'
import { AppShell } from '@/app/app-shell'

const promises = [
  {
    title: 'Boxes with behaviour',
    text: 'Balancers, caches, queues, shards and replicas run in a discrete-event simulation. Percentiles are measured, never made up.',
  },
  {
    title: 'Numbers with units',
    text: 'The estimate sheet knows bytes from bits and a day from a second, and its cells drive the design you draw.',
  },
  {
    title: 'Points with evidence',
    text: 'Every point of the score leads to the line, cell, block or run it stands on, and says what would raise it.',
  },
]

export default function LandingPage() {
  return (
    <AppShell>
      <div className="flex flex-wrap items-end justify-between gap-4 pt-4 pb-6">
        <h1 className="max-w-[24ch] text-2xl font-semibold tracking-tight">
          Practise system-design interviews on designs that run.
        </h1>
        <div className="flex gap-2">
          <Link href="/problems" className={buttonClass('primary', 'lg')}>
            Start an interview
          </Link>
          <Link href="/canvas" className={buttonClass('default', 'lg')}>
            Open the canvas
          </Link>
        </div>
      </div>
      <LiveDesign />
      <ul className="grid gap-6 pt-8 sm:grid-cols-3">
        {promises.map((promise) => (
          <li key={promise.title}>
            <h2 className="text-md font-semibold">{promise.title}</h2>
            <p className="pt-1 text-ink-2">{promise.text}</p>
          </li>
        ))}
      </ul>
    </AppShell>
  )
}
