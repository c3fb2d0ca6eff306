import type { Drill } from './drill'
import { cellsOf } from './drill-cells'

const traffic: readonly [string[], string[], string[]] = [
  ['10 Mbit/s', '100 Mbit/s', '1 Gbit/s'],
  ['20 Mbit/s', '200 Mbit/s', '500 Mbit/s'],
  ['35 Mbit/s', '150 Mbit/s', '800 Mbit/s'],
]
const trafficPrice: readonly [string[], string[], string[]] = [
  ['$0.1/GB', '$0.01/GB'],
  ['$0.05/GB', '$0.02/GB'],
  ['$0.09/GB', '$0.08/GB'],
]
const serverPrice: readonly [string[], string[], string[]] = [
  ['$100/server/month', '$1000/server/month'],
  ['$50/server/month', '$200/server/month', '$500/server/month'],
  ['$140/server/month', '$350/server/month'],
]
const servers: readonly [string[], string[], string[]] = [
  ['10 servers', '100 servers'],
  ['20 servers', '50 servers', '200 servers'],
  ['35 servers', '120 servers', '15 servers'],
]
const storagePrice: readonly [string[], string[], string[]] = [
  ['$0.01/GB/month', '$0.1/GB/month'],
  ['$0.02/GB/month', '$0.05/GB/month'],
  ['$0.023/GB/month', '$0.08/GB/month'],
]
const stored: readonly [string[], string[], string[]] = [
  ['10 TB', '100 TB', '1 PB'],
  ['20 TB', '50 TB', '500 TB'],
  ['35 TB', '150 TB', '800 TB'],
]

export const moneyDrills: readonly Drill[] = [
  {
    id: 'monthly-cost',
    title: 'What it costs a month',
    topic: 'money',
    type: 'compute',
    template: 'cost',
    timeS: 120,
    text: 'What does all of it cost a month?',
    cells: cellsOf('cost'),
    values: {
      paid_servers: servers,
      server_price: serverPrice,
      paid_storage: stored,
      storage_price: storagePrice,
      traffic_out: traffic,
      traffic_price: trafficPrice,
    },
    ask: 'cost',
    unit: '$/month',
  },
  {
    id: 'traffic-cost',
    title: 'What the traffic costs',
    topic: 'money',
    type: 'compute',
    template: 'cost',
    timeS: 75,
    text: 'What does this traffic cost a month, when it flows all the time?',
    cells: [
      { name: 'traffic_out', src: '100 Mbit/s' },
      { name: 'traffic_price', src: '$0.09/GB' },
      { name: 'cost', src: 'traffic_out * traffic_price -> $/month' },
    ],
    values: { traffic_out: traffic, traffic_price: trafficPrice },
    ask: 'cost',
    unit: '$/month',
    notes: 'A month has about 2.6 million seconds; a byte has 8 bits.',
  },
  {
    id: 'storage-for-budget',
    title: 'Storage for a budget',
    topic: 'money',
    type: 'solve',
    template: 'cost',
    timeS: 45,
    text: 'How much can be stored for that?',
    cells: [
      { name: 'budget', src: '$1000/month' },
      { name: 'storage_price', src: '$0.02/GB/month' },
      { name: 'stored', src: 'budget / storage_price -> TB' },
    ],
    values: {
      budget: [
        ['$100/month', '$1000/month', '$10k/month'],
        ['$200/month', '$500/month', '$5000/month'],
        ['$350/month', '$1500/month', '$8000/month'],
      ],
      storage_price: storagePrice,
    },
    ask: 'stored',
    unit: 'TB',
  },
  {
    id: 'dearer',
    title: 'Which is dearer?',
    topic: 'money',
    type: 'compare',
    template: 'cost',
    timeS: 60,
    text: 'Which of the two costs more a month?',
    a: { text: '{a_servers} at {a_price}', src: '{a_servers} * {a_price} -> $/month' },
    b: { text: '{b_stored} at {b_price}', src: '{b_stored} * {b_price} -> $/month' },
    values: { a_servers: servers, a_price: serverPrice, b_stored: stored, b_price: storagePrice },
  },
  {
    id: 'spot-cost',
    title: 'A cost with an error in it',
    topic: 'money',
    type: 'spot',
    template: 'cost',
    timeS: 90,
    text: 'One line does not follow from what is given and the lines before it. Which one?',
    cells: [
      { name: 'traffic_out', src: '100 Mbit/s' },
      { name: 'traffic_price', src: '$0.09/GB' },
      { name: 'in_bytes', src: 'traffic_out -> MB/s' },
      { name: 'in_a_month', src: 'in_bytes * 1 month -> TB' },
      { name: 'cost', src: 'in_a_month * traffic_price -> $' },
    ],
    lines: ['in_bytes', 'in_a_month', 'cost'],
    values: { traffic_out: traffic, traffic_price: trafficPrice },
    slips: [
      { line: 'in_bytes', src: 'traffic_out * 8 -> MB/s', says: 'bits were taken for bytes' },
      { line: 'in_bytes', src: 'traffic_out * 64 -> MB/s', says: 'it multiplies by 8 where it should divide' },
      { line: 'in_a_month', src: 'in_bytes * 1 day -> TB', says: 'a day was taken for a month', isShown: true },
      { line: 'in_a_month', src: 'in_bytes * 1 month * 12 -> TB', says: 'a year was taken for a month' },
      { line: 'cost', src: 'in_a_month * traffic_price * 1000 -> $', says: 'a prefix is wrong (GB for MB)' },
    ],
  },
]
