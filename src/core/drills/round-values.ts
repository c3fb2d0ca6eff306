import type { Values } from './drill'

/*
 * What parameters are drawn from: numbers that one would assume aloud. Level 1 is powers of ten, level 2 the 2 and 5 in
 * between, level 3 what is left to be rounded by whoever reckons.
 */

const withUnit = (unit: string, [one, two, three]: Values): Values => {
  const all = (numbers: readonly string[]) => numbers.map((number) => `${number}${unit}`)
  return [all(one), all(two), all(three)]
}

export const users = withUnit(' users', [
  ['1M', '10M', '100M', '1 billion'],
  ['2M', '5M', '20M', '50M', '200M', '500M'],
  ['3M', '7M', '15M', '35M', '80M', '150M', '350M', '700M'],
])
export const perUser = withUnit(' requests/user/day', [
  ['1', '10', '100'],
  ['2', '5', '20', '50'],
  ['3', '8', '12', '25', '40'],
])
export const peakFactor: Values = [
  ['2', '10'],
  ['3', '5'],
  ['2.5', '4', '7'],
]
export const rate = withUnit(' requests/s', [
  ['100', '1k', '10k', '100k'],
  ['200', '500', '2k', '5k', '20k', '50k'],
  ['350', '800', '1.2k', '3.5k', '12k', '35k', '120k'],
])
export const perDay = withUnit(' records/day', [
  ['1M', '10M', '100M', '1 billion'],
  ['2M', '5M', '20M', '50M', '200M', '500M'],
  ['3M', '7M', '15M', '40M', '120M', '350M'],
])
export const recordSize = withUnit('/record', [
  ['100 B', '1 kB', '10 kB'],
  ['200 B', '500 B', '2 kB', '5 kB'],
  ['150 B', '300 B', '1.5 kB', '8 kB'],
])
export const responseSize = withUnit('/request', [
  ['1 kB', '10 kB', '100 kB'],
  ['2 kB', '5 kB', '20 kB', '50 kB'],
  ['1.5 kB', '8 kB', '30 kB', '250 kB'],
])
export const keptFor = withUnit(' years', [
  ['1', '10'],
  ['2', '5'],
  ['3', '7'],
])
export const copies: Values = [
  ['1', '3'],
  ['2', '3'],
  ['3', '5', '6'],
]
export const latency = withUnit(' ms', [
  ['1', '10', '100', '1000'],
  ['2', '5', '20', '50', '200', '500'],
  ['3', '8', '15', '35', '80', '120', '350'],
])
export const nearPercent: Values = [
  ['99 %', '99.9 %', '99.99 %'],
  ['95 %', '99.5 %', '99.95 %'],
  ['98 %', '99.8 %', '99.7 %', '99.98 %'],
]
export const dataSet: Values = [
  ['1 TB', '10 TB', '100 TB', '1 PB'],
  ['2 TB', '5 TB', '20 TB', '50 TB', '500 TB'],
  ['3 TB', '8 TB', '15 TB', '35 TB', '150 TB'],
]
export const few: Values = [
  ['10', '100', '1000'],
  ['20', '50', '200', '500'],
  ['30', '60', '120', '400', '800'],
]
export const speed: Values = [
  ['100 MB/s', '1 GB/s'],
  ['200 MB/s', '500 MB/s', '2 GB/s'],
  ['150 MB/s', '350 MB/s', '3 GB/s'],
]
export const utilisation: Values = [
  ['50 %', '100 %'],
  ['50 %', '80 %'],
  ['60 %', '70 %'],
]
