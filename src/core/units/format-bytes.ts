import { formatNumber, type Maybe, plainNumber, roundToFigures, scaleBy, withUnit } from './format'

const binaryPrefixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const

/** Bytes in powers of 1 000 ("4.1 GB"), or of 1 024 ("3.82 GiB"). */
export function formatBytes(
  bytes: Maybe,
  { binary = false, figures = 3 }: { binary?: boolean; figures?: number } = {},
): string {
  if (!binary || bytes === null || bytes === undefined || !Number.isFinite(bytes))
    return formatNumber(bytes, { unit: 'B', figures })
  const [scaled, prefix] = scaleBy(bytes, 1024, binaryPrefixes)
  return withUnit(plainNumber(roundToFigures(scaled, figures), figures), prefix, 'B')
}
