import type { Drill } from './drill'
import { cellsOf } from './drill-cells'
import { nearPercent } from './round-values'

const YEAR = 'A year has 8 766 hours, about half a million minutes.'

const machines: readonly [string[], string[], string[]] = [
  ['1000 machines', '10k machines', '100k machines'],
  ['2000 machines', '5000 machines', '20k machines', '50k machines'],
  ['1500 machines', '8000 machines', '35k machines'],
]
const betweenFailures: readonly [string[], string[], string[]] = [
  ['1 year', '10 years'],
  ['2 years', '5 years', '20 years', '50 years'],
  ['3 years', '7 years', '15 years', '30 years'],
]

export const reliabilityDrills: readonly Drill[] = [
  {
    id: 'series-downtime',
    title: 'Parts that all have to be up',
    topic: 'reliability',
    type: 'compute',
    template: 'availability',
    timeS: 75,
    text: 'A request needs all of these parts, one after the other. For how long a year does it fail?',
    cells: cellsOf('availability'),
    values: {
      each_available: nearPercent,
      in_series: [
        ['2', '5', '10'],
        ['3', '4', '6'],
        ['7', '8', '12'],
      ],
    },
    ask: 'down_a_year',
    unit: 'h',
  },
  {
    id: 'nines',
    title: 'What the nines allow',
    topic: 'numbers',
    type: 'recall',
    template: 'availability',
    timeS: 45,
    text: 'For how long in a {period} may a service with an availability of {available} be down?',
    cells: [
      { name: 'availability', src: '{available}' },
      { name: 'down', src: '(1 - availability) * 1 {period} -> min' },
    ],
    values: {
      available: [
        ['99 %', '99.9 %', '99.99 %', '99.999 %'],
        ['95 %', '99.5 %', '99.95 %', '99.9999 %'],
        ['97 %', '98 %', '99.8 %', '99.995 %'],
      ],
      period: [
        ['year', 'day'],
        ['year', 'month', 'day'],
        ['year', 'month', 'week'],
      ],
    },
    ask: 'down',
    unit: 'min',
    notes: YEAR,
  },
  {
    id: 'copies-down',
    title: 'All copies down at once',
    topic: 'reliability',
    type: 'compute',
    template: 'availability',
    timeS: 60,
    text: 'One copy is enough, and they fail independently. For how long a year are all of them down?',
    cells: [
      { name: 'copy_available', src: '99 %' },
      { name: 'in_parallel', src: '2' },
      { name: 'all_down', src: '(1 - copy_available) ^ in_parallel * 1 year -> min' },
    ],
    values: {
      copy_available: [
        ['90 %', '99 %'],
        ['95 %', '98 %', '99.5 %'],
        ['97 %', '93 %', '98.5 %'],
      ],
      in_parallel: [
        ['2', '3'],
        ['2', '3'],
        ['2', '3'],
      ],
    },
    ask: 'all_down',
    unit: 'min',
  },
  {
    id: 'failures',
    title: 'Failures of a fleet',
    topic: 'reliability',
    type: 'compute',
    template: 'failures',
    timeS: 45,
    text: 'How many machines fail on a day?',
    cells: cellsOf('failures'),
    values: { machines, between_failures: betweenFailures },
    ask: 'failures',
    unit: 'machines/day',
  },
  {
    id: 'fleet-size',
    title: 'A fleet in which one fails a day',
    topic: 'reliability',
    type: 'solve',
    template: 'failures',
    timeS: 45,
    text: 'How large is the fleet when so many machines of it fail?',
    cells: [
      { name: 'failing', src: '1 machine/day' },
      { name: 'between_failures', src: '10 years', note: 'Of one machine, on average' },
      { name: 'machines', src: 'failing * between_failures -> machines' },
    ],
    values: {
      failing: [
        ['1 machine/day', '10 machines/day'],
        ['2 machines/day', '5 machines/day', '1 machine/week'],
        ['3 machines/day', '3 machines/week', '7 machines/day'],
      ],
      between_failures: betweenFailures,
    },
    ask: 'machines',
    unit: 'machines',
  },
  {
    id: 'quorum-down',
    title: 'A quorum that is not there',
    topic: 'reliability',
    type: 'range',
    template: 'quorum',
    timeS: 75,
    text: 'So many of the copies have to be up, and they fail independently. For how long a year are there too few? Give a range that holds the time in nine of ten cases.',
    cells: cellsOf('quorum'),
    values: {
      quorum_needs: [['2'], ['3'], ['4']],
      quorum_of: [['3'], ['5'], ['5', '6', '7']],
      each_available: [
        ['99 %', '99.9 %', '90 %', '95 %', '98 %', '99.5 %'],
        ['99 %', '98 %', '95 %', '90 %', '97 %', '99.5 %'],
        ['98.5 %', '97 %', '93 %'],
      ],
    },
    ask: 'quorum_down_a_year',
    unit: 'min',
  },
  {
    id: 'rebuild',
    title: 'Rebuilding a disk',
    topic: 'reliability',
    type: 'compute',
    template: 'rebuild',
    timeS: 60,
    text: 'How long does it take until the lost disk is whole again?',
    cells: cellsOf('rebuild'),
    values: {
      lost_disk: [
        ['1 TB', '10 TB'],
        ['2 TB', '5 TB', '20 TB'],
        ['8 TB', '12 TB', '16 TB'],
      ],
      rebuild_speed: [
        ['10 MB/s', '100 MB/s'],
        ['20 MB/s', '50 MB/s', '200 MB/s'],
        ['30 MB/s', '80 MB/s', '150 MB/s'],
      ],
      rebuilt_from: [
        ['1', '10', '100'],
        ['20', '50', '200'],
        ['30', '60', '120'],
      ],
    },
    ask: 'rebuild_time',
    unit: 'min',
  },
  {
    id: 'down-longer',
    title: 'Which is down for longer?',
    topic: 'reliability',
    type: 'compare',
    template: 'availability',
    timeS: 60,
    text: 'Which of the two is down for longer?',
    a: {
      text: '{a_parts} parts in series, each up {a_each} of the time',
      src: '(1 - {a_each} ^ {a_parts}) * 1 year -> h',
    },
    b: {
      text: '{b_copies} copies of which one is enough, each up {b_each} of the time',
      src: '(1 - {b_each}) ^ {b_copies} * 1 year -> h',
    },
    values: {
      a_parts: [
        ['2', '10'],
        ['3', '5'],
        ['4', '8', '12'],
      ],
      a_each: [
        ['99.9 %', '99.99 %', '99 %'],
        ['99.5 %', '99.95 %', '99.9 %'],
        ['99.8 %', '99.98 %', '99.7 %'],
      ],
      b_copies: [
        ['2', '3'],
        ['2', '3'],
        ['2', '3'],
      ],
      b_each: [
        ['90 %', '99 %'],
        ['95 %', '80 %', '98 %'],
        ['85 %', '93 %', '97 %'],
      ],
    },
  },
  {
    id: 'spot-availability',
    title: 'A downtime with an error in it',
    topic: 'reliability',
    type: 'spot',
    template: 'availability',
    timeS: 90,
    text: 'One line does not follow from what is given and the lines before it. Which one?',
    cells: [
      { name: 'each_available', src: '99.9 %' },
      { name: 'in_series', src: '4' },
      { name: 'up', src: 'each_available ^ in_series' },
      { name: 'down_a_year', src: '(1 - up) * 1 year -> h' },
      { name: 'down_a_month', src: 'down_a_year / 12 -> h' },
    ],
    lines: ['up', 'down_a_year', 'down_a_month'],
    values: {
      each_available: [
        ['99.9 %', '99 %'],
        ['99.5 %', '99.8 %'],
        ['99.7 %', '99.6 %'],
      ],
      in_series: [
        ['5', '10'],
        ['4', '6', '8'],
        ['7', '9', '12'],
      ],
    },
    slips: [
      { line: 'down_a_year', src: '(1 - up) * 1 year / 24 -> h', says: 'days stand where hours should' },
      { line: 'down_a_year', src: '(1 - up) * 1 month -> h', says: 'a month was taken for a year', isShown: true },
      {
        line: 'down_a_month',
        src: 'down_a_year / 365.25 -> h',
        says: 'it was divided by days, not months',
        isShown: true,
      },
    ],
  },
]
