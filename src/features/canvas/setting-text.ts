import { optionLabel } from '@/core/blocks/option-label'
import { describeDistribution, type Distribution } from './distribution-shapes'
import { showNumber } from './quantity-text'
import type { Control, FormField } from './settings-form'

/** A value of a setting in words, for "default is …". */
export function settingText(
  { control, unit, nullable }: Pick<FormField, 'control' | 'unit' | 'nullable'>,
  value: unknown,
): string {
  if (value === undefined) return 'not set'
  if (value === null) return nullable ? 'none' : 'not set'
  return textOf(control, unit, value)
}

function textOf(control: Control, unit: string, value: unknown): string {
  switch (control.type) {
    case 'number':
      return typeof value === 'number' ? showNumber(value, unit) : String(value)
    case 'choice':
      return optionLabel(value as string | number)
    case 'switch':
      return value === true ? 'on' : 'off'
    case 'distribution':
      return describeDistribution(value as Distribution, control.of)
    case 'group':
      return control.fields
        .map(
          (field) =>
            `${field.label.toLowerCase()} ${settingText(field, (value as Record<string, unknown>)[field.key])}`,
        )
        .join(', ')
    default:
      return JSON.stringify(value)
  }
}
