'use client'

import { useRouter } from 'next/navigation'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { AskTwice } from '@/ui/ask-twice'
import { KeepsFocus } from '@/ui/keeps-focus'
import { toast } from '@/ui/toaster'
import type { SharedDesignRow } from '../queries'

const sharedAt = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** The copies of designs that a person's links show, each with its end. */
export function SharedDesigns({ designs }: { designs: readonly SharedDesignRow[] }) {
  const router = useRouter()
  async function remove(id: string) {
    try {
      await trpcClient.sharing.removeSharedDesign.mutate({ id })
      toast('The design is no longer on the server')
      router.refresh()
    } catch (error) {
      toast.error(failureText(error))
    }
  }
  return (
    <KeepsFocus of={designs}>
      <ul aria-label="Shared designs" className="w-full divide-y divide-line rounded-md border border-line">
        {designs.map(({ id, title, updatedAt, links }) => (
          <li key={id} className="flex items-start gap-3 px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium wrap-anywhere">{title}</p>
              <p className="text-sm text-ink-3">
                Shared {sharedAt.format(updatedAt)} ·{' '}
                {links === 0 ? 'no link' : links === 1 ? '1 link' : `${links} links`}
              </p>
            </div>
            <AskTwice
              verb="Remove"
              what={`the design ${title}`}
              {...(links > 0 && { really: 'Really remove, with its links' })}
              onConfirm={() => remove(id)}
            />
          </li>
        ))}
      </ul>
    </KeepsFocus>
  )
}
