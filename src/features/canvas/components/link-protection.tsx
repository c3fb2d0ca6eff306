'use client'

import { type Breaker, DEFAULT_BACKOFF, type Retries } from '@/core/design/schema'
import { Select } from '@/ui/input'
import type { LinkPartProps } from './link-inspector'
import { QuantityInput } from './quantity-input'
import { SettingRow } from './setting-row'
import { SwitchInput } from './switch-input'

/** What a switched-on retry and breaker start with: the values of the design file's own example. */
const FIRST_RETRIES: Retries = {
  max: 3,
  backoff: DEFAULT_BACKOFF,
  budgetRatio: 0.1,
}
const FIRST_BREAKER: Breaker = { failureRatio: 0.5, window: 20, openS: 5 }

const jitters = [
  { value: 'full', label: 'full' },
  { value: 'equal', label: 'half' },
  { value: 'none', label: 'none' },
] as const

interface LineProps {
  name: string
  label: string
  value: number | null
  unit: string
  integer?: boolean
  emptyMeans?: string
  disabled: boolean
  problemOf: (value: number) => string | null
  onChange: (value: number | null) => void
}

function Line({ name, label, ...input }: LineProps) {
  return (
    <div className="grid grid-cols-[1fr_124px] gap-x-3">
      <span className="pt-1.5 text-ink-2">{label}</span>
      <QuantityInput label={`${name}: ${label.toLowerCase()}`} {...input} />
    </div>
  )
}

const between =
  (from: number, to: number, whole = false) =>
  (value: number) =>
    value >= from && value <= to && (!whole || Number.isInteger(value))
      ? null
      : `Give ${whole ? 'a whole number from ' : ''}${from} to ${to}.`

/** Retries with backoff, jitter and a budget, so that they do not become a storm. */
export function RetrySettings({ link, disabled, patch }: LinkPartProps) {
  const { retries } = link
  return (
    <>
      <SettingRow
        label="Retries"
        help="A failed call is made again, after a pause that grows. Each retry is more load on a block that may be failing of load."
        defaultText="none"
        isDefault={retries === undefined}
      >
        {() => (
          <SwitchInput
            label="Retries"
            on={retries !== undefined}
            disabled={disabled}
            onChange={(on) => patch({ retries: on ? FIRST_RETRIES : null })}
          />
        )}
      </SettingRow>
      {retries && <RetryLines retries={retries} disabled={disabled} onChange={(next) => patch({ retries: next })} />}
    </>
  )
}

interface RetryLinesProps {
  retries: Retries
  disabled: boolean
  onChange: (retries: Retries) => void
}

function RetryLines({ retries, disabled, onChange }: RetryLinesProps) {
  const set = (part: Partial<Retries>) => onChange({ ...retries, ...part })
  return (
    <div className="border-b border-line py-1.5">
      <div className="flex flex-col gap-1.5 border-s-2 border-line ps-3">
        <Line
          name="Retries"
          label="At most"
          value={retries.max}
          unit=""
          integer
          disabled={disabled}
          problemOf={between(0, 100, true)}
          onChange={(max) => max !== null && set({ max })}
        />
        <BackoffLines
          backoff={{ ...DEFAULT_BACKOFF, ...retries.backoff }}
          disabled={disabled}
          onChange={(backoff) => set({ backoff })}
        />
        <Line
          name="Retries"
          label="Budget, of calls"
          value={retries.budgetRatio ?? null}
          unit="%"
          emptyMeans="none"
          disabled={disabled}
          problemOf={(ratio) => (ratio >= 0 && ratio <= 10 ? null : 'Give 0 to 1 000 %.')}
          onChange={(budgetRatio) => set({ budgetRatio: budgetRatio ?? undefined })}
        />
      </div>
    </div>
  )
}

/** With what a run takes for what is left out. */
type Backoff = Required<NonNullable<Retries['backoff']>>

function BackoffLines({
  backoff,
  disabled,
  onChange,
}: {
  backoff: Backoff
  disabled: boolean
  onChange: (backoff: Backoff) => void
}) {
  const set = (part: Partial<Backoff>) => onChange({ ...backoff, ...part })
  return (
    <>
      <Line
        name="Retries"
        label="First pause"
        value={backoff.baseS}
        unit="s"
        disabled={disabled}
        problemOf={between(0, 3600)}
        onChange={(baseS) => baseS !== null && set({ baseS })}
      />
      <Line
        name="Retries"
        label="Pause grows by"
        value={backoff.factor}
        unit=""
        disabled={disabled}
        problemOf={between(1, 100)}
        onChange={(factor) => factor !== null && set({ factor })}
      />
      <Line
        name="Retries"
        label="Longest pause"
        value={backoff.maxS}
        unit="s"
        disabled={disabled}
        problemOf={between(0, 86_400)}
        onChange={(maxS) => maxS !== null && set({ maxS })}
      />
      <div className="grid grid-cols-[1fr_124px] gap-x-3">
        <span className="pt-1.5 text-ink-2">Jitter</span>
        <Select
          aria-label="Retries: jitter"
          value={backoff.jitter}
          options={jitters}
          disabled={disabled}
          onValueChange={(jitter) => set({ jitter })}
        />
      </div>
    </>
  )
}

/** A circuit breaker: after too many failures nothing is sent for a while. */
export function BreakerSettings({ link, disabled, patch }: LinkPartProps) {
  const { breaker } = link
  const set = (part: Partial<Breaker>) => breaker && patch({ breaker: { ...breaker, ...part } })
  return (
    <>
      <SettingRow
        label="Circuit breaker"
        help="When too many of the latest calls failed, calls fail at once for a while, so that the other side can recover."
        defaultText="none"
        isDefault={breaker === undefined}
      >
        {() => (
          <SwitchInput
            label="Circuit breaker"
            on={breaker !== undefined}
            disabled={disabled}
            onChange={(on) => patch({ breaker: on ? FIRST_BREAKER : null })}
          />
        )}
      </SettingRow>
      {breaker && (
        <div className="border-b border-line py-1.5">
          <div className="flex flex-col gap-1.5 border-s-2 border-line ps-3">
            <Line
              name="Circuit breaker"
              label="Opens at failures"
              value={breaker.failureRatio}
              unit="%"
              disabled={disabled}
              problemOf={(ratio) => (ratio >= 0 && ratio <= 1 ? null : 'Give 0 to 100 %.')}
              onChange={(failureRatio) => failureRatio !== null && set({ failureRatio })}
            />
            <Line
              name="Circuit breaker"
              label="Of the latest"
              value={breaker.window}
              unit="calls"
              integer
              disabled={disabled}
              problemOf={between(1, 100_000, true)}
              onChange={(window) => window !== null && set({ window })}
            />
            <Line
              name="Circuit breaker"
              label="Stays open"
              value={breaker.openS}
              unit="s"
              disabled={disabled}
              problemOf={(seconds) => (seconds > 0 && seconds <= 86_400 ? null : 'Give a time above 0, up to a day.')}
              onChange={(openS) => openS !== null && set({ openS })}
            />
          </div>
        </div>
      )}
    </>
  )
}
