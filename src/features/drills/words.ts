import type { DrillTopic, DrillType, Level } from '@/core/drills/drill'

export const topicWords: Record<DrillTopic, string> = {
  traffic: 'Traffic',
  data: 'Data',
  servers: 'Servers',
  waiting: 'Waiting',
  reliability: 'Reliability',
  money: 'Money',
  numbers: 'Numbers to know',
}

export const typeWords: Record<DrillType, string> = {
  compute: 'work out',
  solve: 'solve for',
  convert: 'convert',
  compare: 'compare',
  spot: 'spot the error',
  recall: 'recall',
  range: '90 % range',
}

export const levelWords: Record<Level, string> = { 1: 'Round', 2: 'In between', 3: 'Awkward' }

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The key that chooses one of a few, which also is what it is called: "A", or its number where it has a name of its own. */
export const choiceKey = (id: string, index: number): string => (id.length === 1 ? id : String(index + 1))
