import { blockNameIn } from '@/core/design/block-name'
import { objectiveSubject, requestName } from '@/core/design/describe'
import type { Design } from '@/core/design/schema'
import { kindOfValue } from '@/core/estimate/link-value'
import type { CellLink } from '@/core/estimate/sheet'
import { formatBytes } from '@/core/units/format-bytes'
import { formatDuration, formatNumber, formatRate, formatRatio } from '@/core/units/format'
import { formatUsd } from '@/core/units/format-usd'

/** A value of the design as people read it: "4 k/s", "200 ms", "3". */
export function valueText(link: CellLink, value: number): string {
  switch (kindOfValue(link)) {
    case 'rate':
      return formatRate(value)
    case 'time':
      return formatDuration(value)
    case 'data':
      return formatBytes(value)
    case 'share':
      return formatRatio(value)
    case 'cost':
      return formatUsd(value, { per: 'month' })
    case 'money':
      return formatUsd(value)
    default:
      return formatNumber(value)
  }
}

/** What a link points at, within a sentence: "the rate of Read", "“instances” of API". */
export function linkPlace(design: Design, link: CellLink): string {
  switch (link.target) {
    case 'request-rate':
      return `the rate of ${requestName(design, link.request)}`
    case 'objective': {
      const objective = design.objectives?.find(({ id }) => id === link.objective)
      return objective ? `the target of ${objectiveSubject(objective, design)}` : 'an objective that was removed'
    }
    case 'config':
      return `“${link.path}” of ${blockNameIn(design, link.block)}`
  }
  return link satisfies never
}
