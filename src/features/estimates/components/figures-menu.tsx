'use client'

import { Sigma } from 'lucide-react'
import { Button } from '@/ui/button'
import { Select, type SelectOption } from '@/ui/input'
import { LazyPopover } from '@/ui/lazy-overlay'
import { Switch } from '@/ui/switch'
import { type DisplaySettings, setDisplay, useDisplay } from '../display-settings'

type Shown = NonNullable<DisplaySettings['rounding']> | 'three-figures'
type Hand = NonNullable<DisplaySettings['byHand']>

const roundings: readonly (SelectOption<Shown> & { short: string })[] = [
  { value: 'three-figures', label: 'Three figures', short: 'Figures' },
  { value: 'one-figure', label: 'One figure (Fermi)', short: '1 figure' },
  { value: 'two-figures', label: 'Two figures', short: '2 figures' },
  { value: 'one-or-three', label: '1 or 3 times a power of ten', short: '1 or 3' },
  { value: 'power-of-ten', label: 'Powers of ten', short: 'Powers' },
  { value: 'exact', label: 'All figures', short: 'All figures' },
]
const hands: readonly SelectOption<Hand>[] = [
  { value: 'one-figure', label: 'to one figure' },
  { value: 'two-figures', label: 'to two figures' },
  { value: 'one-or-three', label: 'to 1 or 3 times a power of ten' },
  { value: 'power-of-ten', label: 'to powers of ten' },
]

/** How figures are shown. One's own: nothing of it stands in the sheet. */
export function FiguresMenu() {
  const { rounding, handy, byHand, bounds } = useDisplay()
  const shown = rounding ?? 'three-figures'
  return (
    <LazyPopover
      title="How figures are shown"
      trigger={
        <Button size="sm" variant="quiet" icon={<Sigma size={14} aria-hidden />}>
          <span className={rounding === null ? 'max-sm:sr-only' : undefined}>
            {roundings.find(({ value }) => value === shown)?.short}
          </span>
        </Button>
      }
    >
      <div className="flex w-72 max-w-full flex-col gap-3">
        <div className="flex flex-col gap-1">
          <span aria-hidden className="text-sm text-ink-2">
            Rounded to
          </span>
          <Select
            aria-label="Rounded to"
            value={shown}
            options={roundings}
            onValueChange={(value) => setDisplay({ rounding: value === 'three-figures' ? null : value })}
          />
        </div>
        <Remark>Rounding is for show: the sheet goes on with every figure.</Remark>
        <Switch checked={handy} onCheckedChange={(on) => setDisplay({ handy: on })} label="Handy days and years" />
        <Remark>A day has 10⁵ s and a year 3 × 10⁷ s.</Remark>
        <Switch
          checked={byHand !== null}
          onCheckedChange={(on) => setDisplay({ byHand: on ? 'one-figure' : null })}
          label="By hand as well"
        />
        {byHand !== null && (
          <div className="flex items-center gap-2">
            <span aria-hidden className="shrink-0 text-sm text-ink-2">
              Every step
            </span>
            <Select
              aria-label="Every step"
              value={byHand}
              options={hands}
              onValueChange={(value) => setDisplay({ byHand: value })}
            />
          </div>
        )}
        <Remark>Rounds at every step, as one does in the head, and says how far that drifts.</Remark>
        {byHand === 'power-of-ten' && (
          <p className="text-sm text-warn">
            Powers of ten alone cannot stay within a factor of ten beyond about four factors: with five they are off by
            ×0.09 to ×11.6, nine times in ten.
          </p>
        )}
        <Switch checked={bounds} onCheckedChange={(on) => setDisplay({ bounds: on })} label="Worst cases" />
        <Remark>Every input at its worst at once, beside the range that holds nine times in ten.</Remark>
      </div>
    </LazyPopover>
  )
}

const Remark = ({ children }: { children: string }) => <p className="-mt-2 text-sm text-ink-3">{children}</p>
