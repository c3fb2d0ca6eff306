import { readFileSync } from 'node:fs'
import type { Design } from '@/core/design/schema'
import { parseDesignText } from '@/core/design/validate'

/** A design of `designs/`. */
export function readDesign(name: string): Design {
  const parsed = parseDesignText(readFileSync(new URL(`./designs/${name}.json`, import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.problems)}`)
  return parsed.design
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

export const round = (value: number) => Math.round(value * 1000) / 1000
