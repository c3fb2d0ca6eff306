import { type Maybe, formatNumber, minus, thinSpace, unknownText } from './format'

/** US dollars: "$1 240", "$0.023", "$1.2 M", and with `per` "$1 240 / month". */
export function formatUsd(usd: Maybe, { per, figures = 3 }: { per?: string; figures?: number } = {}): string {
  if (usd === null || usd === undefined || Number.isNaN(usd)) return unknownText
  const amount = formatNumber(Math.abs(usd), { figures, scale: Math.abs(usd) < 999_500 ? 'grouped' : 'si' })
  const suffix = per === undefined ? '' : `${thinSpace}/${thinSpace}${per}`
  return `${usd < 0 ? minus : ''}$${amount}${suffix}`
}
