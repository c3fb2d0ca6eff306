import type { TableDrill } from './drill'

const LATENCY: TableDrill['tables'] = [['latency-2012'], ['latency-2012', 'latency-2023'], ['latency-2023']]
const OPERATIONS: TableDrill['tables'] = [['operations'], ['operations'], ['operations']]
const POWERS: TableDrill['tables'] = [['powers-of-two'], ['powers-of-two'], ['powers-of-two']]

export const tableDrills: readonly TableDrill[] = [
  {
    id: 'latency-recall',
    title: 'Latency numbers',
    topic: 'numbers',
    type: 'recall',
    timeS: 30,
    text: 'How long does it take? {row}, in the table of {year}.',
    tables: LATENCY,
  },
  {
    id: 'latency-range',
    title: 'Latency numbers, as a range',
    topic: 'numbers',
    type: 'range',
    timeS: 45,
    text: 'How long does it take? {row}, in the table of {year}. Give a range that holds the time in nine of ten cases.',
    tables: LATENCY,
  },
  {
    id: 'latency-compare',
    title: 'Which takes longer, by the table?',
    topic: 'numbers',
    type: 'compare',
    timeS: 30,
    text: 'Which of the two takes longer, in the table of {year}?',
    tables: LATENCY,
  },
  {
    id: 'operations-range',
    title: 'How many in one second',
    topic: 'numbers',
    type: 'range',
    timeS: 45,
    text: 'How many does one core of an ordinary computer manage in a second? {row}. Give a range that holds the number in nine of ten cases.',
    tables: OPERATIONS,
  },
  {
    id: 'powers-of-two',
    title: 'Powers of two',
    topic: 'numbers',
    type: 'recall',
    timeS: 30,
    text: 'About how many is {row}?',
    tables: POWERS,
  },
]
