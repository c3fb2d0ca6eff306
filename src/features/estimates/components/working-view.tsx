import type { WorkingStep } from '@/core/estimate/working-steps'
import { classNames } from '@/ui/class-names'

const names: Record<WorkingStep['kind'], string> = {
  names: 'Formula',
  values: 'With values',
  units: 'Units',
  conversions: 'Where',
  result: 'Result',
}

/** How a result came about, line by line; units that cancel are struck through. */
export function WorkingView({ steps }: { steps: readonly WorkingStep[] }) {
  if (steps.length === 0) return <p className="text-sm text-ink-3">A value as it is: nothing to work out.</p>
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {steps.map((step) => (
        <div key={step.kind} className="contents">
          <dt className="pt-px text-xs leading-[19px] text-ink-3">{names[step.kind]}</dt>
          <dd
            className={classNames(
              'font-mono text-sm/[19px] [overflow-wrap:anywhere]',
              step.kind === 'result' && 'font-semibold',
              step.kind === 'conversions' && 'text-ink-2',
            )}
          >
            {signs[step.kind] === undefined ? '' : step.isAbout ? '≈ ' : '= '}
            {step.parts.map((part, index) =>
              part.struck ? (
                // eslint-disable-next-line react/no-array-index-key -- the parts of a line have no other identity
                <s key={index} className="text-ink-3 decoration-accent decoration-2">
                  {part.text}
                </s>
              ) : (
                // eslint-disable-next-line react/no-array-index-key -- the parts of a line have no other identity
                <span key={index}>{part.text}</span>
              ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Lines that say that two sides are equal. */
const signs: Partial<Record<WorkingStep['kind'], true>> = { values: true, result: true }
