'use client'

import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { MOST_COUNT, MOST_SECONDS } from '@/core/random/distribution'
import { Button, IconButton } from '@/ui/button'
import { Select } from '@/ui/input'
import {
  DISTRIBUTION_HELP,
  DISTRIBUTION_NAMES,
  type Distribution,
  type DistributionOf,
  type DistributionType,
  meanOf,
  type Parameter,
  parameterOf,
  parametersOf,
  shapeOf,
  withType,
} from '../distribution-shapes'
import { showNumber } from '../quantity-text'
import { QuantityInput } from './quantity-input'

export interface DistributionEditorProps {
  label: string
  value: Distribution
  of: DistributionOf
  onChange: (value: Distribution) => void
  disabled?: boolean
}

const typeOptions = (Object.keys(DISTRIBUTION_NAMES) as DistributionType[]).map((type) => ({
  value: type,
  label: DISTRIBUTION_NAMES[type],
}))

const NONE = 'none'
const optionalTypes = [{ value: NONE, label: 'None' } as const, ...typeOptions]

/** A type and its parameters. Changing the type keeps the mean, so that the load stays the same. */
export function DistributionEditor(props: DistributionEditorProps) {
  const { label, value, of, onChange, disabled } = props
  const { type: current } = shapeOf(value, of)
  return (
    <TypeFieldset
      label={label}
      type={current}
      help={DISTRIBUTION_HELP[current]}
      options={typeOptions}
      onType={(type) => onChange(withType(value, type, of))}
      disabled={disabled}
    >
      <DistributionParameters {...props} />
    </TypeFieldset>
  )
}

export interface OptionalDistributionProps extends Omit<DistributionEditorProps, 'value' | 'onChange'> {
  value: Distribution | null
  onChange: (value: Distribution | null) => void
}

/** The same, or nothing at all. */
export function OptionalDistribution({ value, onChange, ...rest }: OptionalDistributionProps) {
  const current = value === null ? null : shapeOf(value, rest.of).type
  return (
    <TypeFieldset
      label={rest.label}
      type={current ?? NONE}
      help={current === null ? undefined : DISTRIBUTION_HELP[current]}
      options={optionalTypes}
      onType={(type) => onChange(type === NONE ? null : withType(value ?? 1, type, rest.of))}
      disabled={rest.disabled}
    >
      {value !== null && <DistributionParameters {...rest} value={value} onChange={onChange} />}
    </TypeFieldset>
  )
}

interface TypeFieldsetProps<T extends string> {
  label: string
  type: T
  options: readonly { value: T; label: string }[]
  onType: (type: T) => void
  help: string | undefined
  disabled: boolean | undefined
  children: ReactNode
}

function TypeFieldset<T extends string>(props: TypeFieldsetProps<T>) {
  const { label, type, options, onType, disabled, help, children } = props
  return (
    <fieldset className="flex flex-col gap-1.5" disabled={disabled}>
      <legend className="sr-only">{label}</legend>
      <Select
        aria-label={`${label}: distribution`}
        title={help}
        value={type}
        options={options}
        onValueChange={onType}
      />
      {children}
    </fieldset>
  )
}

function DistributionParameters({ label, value, of, onChange }: DistributionEditorProps) {
  const shape = shapeOf(value, of)
  const unit = of === 'time' ? 's' : ''
  const set = (key: string, number: number) => onChange({ ...shape, [key]: number })
  const parameters = parametersOf(shape.type, of)
  return (
    <>
      {shape.type === 'empirical' ? (
        <QuantileRows
          label={label}
          unit={unit}
          of={of}
          quantiles={shape.quantiles}
          onChange={(quantiles) => onChange({ type: 'empirical', quantiles })}
        />
      ) : (
        <div className="grid grid-cols-[1fr_112px] items-start gap-x-2 gap-y-1.5">
          {parameters.map((parameter) => (
            <ParameterRow
              key={parameter.key}
              label={label}
              parameter={parameter}
              unit={parameter.measure === 'value' ? unit : parameter.measure === 'ratio' ? '%' : ''}
              value={parameterOf(shape, parameter.key)}
              problemOf={(number) => problemOf(parameter, number, of) ?? orderProblem(shape, parameter.key, number)}
              onChange={(number) => set(parameter.key, number)}
            />
          ))}
        </div>
      )}
      {parameters.length !== 1 && (
        <p className="text-xs text-ink-3">
          Mean {showNumber(Number(meanOf(value, of).toPrecision(3)), unit)}. {DISTRIBUTION_HELP[shape.type]}
        </p>
      )}
    </>
  )
}

interface ParameterRowProps {
  label: string
  parameter: Parameter
  unit: string
  value: number
  problemOf: (value: number) => string | null
  onChange: (value: number) => void
}

function ParameterRow({ label, parameter, unit, value, problemOf, onChange }: ParameterRowProps) {
  return (
    <>
      <span className="pt-1.5 text-ink-2">{parameter.label}</span>
      <QuantityInput
        label={`${label}: ${parameter.label.toLowerCase()}`}
        value={value}
        unit={unit}
        problemOf={problemOf}
        onChange={(number) => number !== null && onChange(number)}
      />
    </>
  )
}

function problemOf({ above, measure }: Parameter, value: number, of: DistributionOf): string | null {
  if (above !== undefined && value <= above) return `Give a number above ${above}.`
  if (value < 0) return 'Give 0 or more.'
  if (measure === 'ratio' && value > 1) return 'Give 100 % or less.'
  if (measure === 'plain' && value > 100) return 'Give 100 or less.'
  return measure === 'value' ? sizeProblem(value, of) : null
}

function sizeProblem(value: number, of: DistributionOf): string | null {
  const most = of === 'time' ? MOST_SECONDS : MOST_COUNT
  return value > most ? `Give ${showNumber(most, of === 'time' ? 's' : '')} or less.` : null
}

/** The upper bound of a uniform distribution is not below the lower one. */
function orderProblem(shape: Exclude<Distribution, number>, key: string, value: number): string | null {
  if (shape.type !== 'uniform') return null
  const isLower = key.startsWith('min')
  const other = parameterOf(shape, isLower ? key.replace('min', 'max') : key.replace('max', 'min'))
  if (isLower ? value <= other : value >= other) return null
  return isLower ? 'Give no more than the upper bound.' : 'Give no less than the lower bound.'
}

interface QuantileRowsProps {
  label: string
  unit: string
  of: DistributionOf
  quantiles: [number, number][]
  onChange: (quantiles: [number, number][]) => void
}

/** Shares and values, both ascending; the last share is the whole. */
function QuantileRows({ label, unit, of, quantiles, onChange }: QuantileRowsProps) {
  const replace = (at: number, pair: [number, number]) => onChange(quantiles.with(at, pair))
  const last = quantiles.length - 1
  function insert() {
    const [p, v] = quantiles[last - 1] ?? [0, 0]
    const [, top] = quantiles[last]!
    onChange([...quantiles.slice(0, last), [Number(((p + 1) / 2).toPrecision(4)), (v + top) / 2], quantiles[last]!])
  }
  return (
    <div className="flex flex-col gap-1">
      {quantiles.map(([p, value], at) => (
        // The place in the list is all that tells rows apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="grid grid-cols-[1fr_1fr_24px] items-start gap-1">
          <QuantityInput
            label={`${label}: share ${at + 1}`}
            value={p}
            unit="%"
            disabled={at === last}
            problemOf={(share) =>
              share > (quantiles[at - 1]?.[0] ?? -1) && share < (quantiles[at + 1]?.[0] ?? 1.0001) && share >= 0
                ? null
                : 'Shares go up, and end at 100 %.'
            }
            onChange={(share) => share !== null && replace(at, [share, value])}
          />
          <QuantityInput
            label={`${label}: value ${at + 1}`}
            value={value}
            unit={unit}
            problemOf={(number) =>
              number >= (quantiles[at - 1]?.[1] ?? 0) && number <= (quantiles[at + 1]?.[1] ?? Infinity)
                ? sizeProblem(number, of)
                : 'Values go up with their shares.'
            }
            onChange={(number) => number !== null && replace(at, [p, number])}
          />
          {at < last ? (
            <IconButton
              size="sm"
              label={`Remove share ${at + 1}`}
              className="mt-1"
              onClick={() => onChange(quantiles.toSpliced(at, 1))}
            >
              <X size={14} aria-hidden />
            </IconButton>
          ) : null}
        </div>
      ))}
      <Button variant="quiet" size="sm" className="self-start" icon={<Plus size={14} aria-hidden />} onClick={insert}>
        Add a share
      </Button>
    </div>
  )
}
