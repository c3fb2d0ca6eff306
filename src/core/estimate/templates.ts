import type { CellRole } from './sheet'

export interface TemplateCell {
  name: string
  src: string
  role?: CellRole
  note?: string
  /** An assumption: a cell of this role, or of this name, that is already there is used instead. */
  input?: { role?: CellRole }
}

/** A worked estimate to start from. Its worked value is its test. */
export interface EstimateTemplate {
  id: string
  title: string
  family: 'Traffic' | 'Data' | 'Servers' | 'Waiting' | 'Reliability' | 'Money'
  /** In words, for the menu. */
  formula: string
  about: string
  cells: readonly TemplateCell[]
  /** What cells come to with the inputs of the template, in the language of the sheet. */
  worked: Readonly<Record<string, string>>
}

const given = (name: string, src: string, note?: string, role?: CellRole): TemplateCell => ({
  name,
  src,
  input: role === undefined ? {} : { role },
  ...(note === undefined ? {} : { note }),
})
const result = (name: string, src: string, role?: CellRole): TemplateCell => ({
  name,
  src,
  ...(role === undefined ? {} : { role }),
})

const averageRate = given('qps', '11574 requests/s', undefined, 'qps_avg')
const peakRate = given('qps_peak', '34722 requests/s', undefined, 'qps_peak')

export const estimateTemplates: readonly EstimateTemplate[] = [
  {
    id: 'request-rate',
    title: 'Request rate',
    family: 'Traffic',
    formula: 'daily users × requests of each',
    about: 'What comes in on average. A day has 86 400 s, about 10^5.',
    cells: [
      given('dau', '100M users', 'Daily active users'),
      given('requests_each', '10 requests/user/day'),
      result('qps', 'dau * requests_each -> requests/s', 'qps_avg'),
    ],
    worked: { qps: '11574 requests/s' },
  },
  {
    id: 'peak',
    title: 'Peak rate',
    family: 'Traffic',
    formula: 'average rate × peak factor',
    about: 'Daily curves of web traffic peak at 2 to 3 times the average, events and sales at 5 to 10.',
    cells: [averageRate, given('peak_factor', '3'), result('qps_peak', 'qps * peak_factor', 'qps_peak')],
    worked: { qps_peak: '34722 requests/s' },
  },
  {
    id: 'read-write',
    title: 'Reads and writes',
    family: 'Traffic',
    formula: 'rate split by reads per write',
    about: 'Reads can be cached and served by replicas, writes cannot: size them apart.',
    cells: [
      averageRate,
      given('reads_per_write', '100'),
      result('reads', 'qps * reads_per_write / (reads_per_write + 1)'),
      result('writes', 'qps - reads'),
    ],
    worked: { reads: '11459 requests/s', writes: '114.6 requests/s' },
  },
  {
    id: 'fan-out',
    title: 'Fan-out',
    family: 'Traffic',
    formula: 'posts a second × followers of each',
    about: 'One write that is copied to many readers. The mean hides the few with millions of followers.',
    cells: [
      given('posts', '100M posts/day'),
      given('followers', '200 deliveries/post', 'Mean number of followers of who posts'),
      result('deliveries', 'posts * followers -> deliveries/s'),
    ],
    worked: { deliveries: '231481 deliveries/s' },
  },
  {
    id: 'storage',
    title: 'Storage',
    family: 'Data',
    formula: 'items a day × size × kept for × copies',
    about: 'Indexes and metadata often add 20 to 50 %.',
    cells: [
      given('items', '100M records/day'),
      given('item_size', '300 B/record'),
      given('kept_for', '5 years'),
      given('copies', '3', 'Replicas of the data'),
      given('index_overhead', '0 %'),
      result('storage_day', 'items * item_size', 'storage_day'),
      result('storage', 'storage_day * kept_for * copies * (1 + index_overhead)', 'storage_total'),
    ],
    worked: { storage_day: '30 GB/day', storage: '164.4 TB' },
  },
  {
    id: 'bandwidth',
    title: 'Bandwidth',
    family: 'Data',
    formula: 'rate × size, in and out',
    about: 'Networks are sold in bits: 1 Gbit/s carries 125 MB/s.',
    cells: [
      averageRate,
      given('request_size', '1 kB/request'),
      given('response_size', '10 kB/request'),
      result('bandwidth_in', 'qps * request_size -> Mbit/s', 'bw_in'),
      result('bandwidth_out', 'qps * response_size -> Mbit/s', 'bw_out'),
    ],
    worked: { bandwidth_in: '92.59 Mbit/s', bandwidth_out: '925.9 Mbit/s' },
  },
  {
    id: 'cache',
    title: 'Cache memory',
    family: 'Data',
    formula: 'reads a day × hot share × size',
    about: 'That 20 % of the items take 80 % of the reads is a rule of thumb; run the design to see the hit ratio.',
    cells: [
      averageRate,
      given('hot_share', '20 %', 'Of what is read in a day'),
      given('cached_size', '500 B/request'),
      given('cache_overhead', '0 %', 'Keys and bookkeeping'),
      result('cache_memory', 'qps * 1 day * hot_share * cached_size * (1 + cache_overhead)', 'cache_mem'),
    ],
    worked: { cache_memory: '100 GB' },
  },
  {
    id: 'key-space',
    title: 'Key space',
    family: 'Data',
    formula: 'alphabet ^ length',
    about:
      'How much of the space is used in the end, and how long it lasts. Random keys start to collide near its square root.',
    cells: [
      given('alphabet', '62', 'a-z, A-Z, 0-9'),
      given('key_length', '7'),
      given('new_keys', '500M keys/month'),
      result('key_space', 'alphabet ^ key_length -> keys'),
      result('lasts', 'key_space / new_keys -> years'),
      result('first_collision', 'sqrt(key_space * 1 key)'),
    ],
    worked: { key_space: '3.5216T', lasts: '587 years', first_collision: '1876594 keys' },
  },
  {
    id: 'bloom-filter',
    title: 'Bloom filter',
    family: 'Data',
    formula: '−n ln p / (ln 2)²',
    about: 'Bits for n keys at a false-positive rate p, and how many hashes to use.',
    cells: [
      given('members', '1 billion'),
      given('false_positives', '1 %'),
      result('filter_size', '-members * ln(false_positives) / ln(2)^2 * 1 bit -> GB'),
      result('hashes', 'ceil(log2(1 / false_positives))'),
    ],
    worked: { filter_size: '1.198 GB', hashes: '7' },
  },
  {
    id: 'servers-cpu',
    title: 'Servers, bound by processors',
    family: 'Servers',
    formula: 'peak / (threads / time of a request) / utilisation',
    about: 'A server with 72 threads that work 200 ms on a request does 360 a second, and should not run at 100 %.',
    cells: [
      peakRate,
      given('threads', '72 requests/server', 'That one server works on at once'),
      given('task_time', '200 ms'),
      given('utilisation', '70 %'),
      result('per_server', 'threads / task_time'),
      result('servers', 'ceil(qps_peak / per_server / utilisation)', 'servers'),
    ],
    worked: { per_server: '360 requests/server/s', servers: '138 servers' },
  },
  {
    id: 'servers-memory',
    title: 'Servers, bound by memory',
    family: 'Servers',
    formula: '(memory − system) / memory of a worker / time',
    about: 'How many workers fit into the memory, and what they do a second.',
    cells: [
      given('memory', '256 GB'),
      given('system_memory', '16 GB'),
      given('worker_memory', '300 MB/request'),
      given('memory_task_time', '50 ms'),
      result('memory_bound_rate', '(memory - system_memory) / worker_memory / memory_task_time'),
    ],
    worked: { memory_bound_rate: '16000 requests/s' },
  },
  {
    id: 'mixed-load',
    title: 'Mixed load',
    family: 'Servers',
    formula: 'the least of capacity / share',
    about:
      'The first resource that is full limits all of it. The average of the two capacities, 8 180/s, is never reached.',
    cells: [
      given('cpu_rate', '360 requests/s'),
      given('memory_rate', '16000 requests/s'),
      given('cpu_share', '50 %'),
      result('mixed_rate', 'min(cpu_rate / cpu_share, memory_rate / (1 - cpu_share))'),
    ],
    worked: { mixed_rate: '720 requests/s' },
  },
  {
    id: 'connections',
    title: 'Connections',
    family: 'Servers',
    formula: 'users online / connections of a server',
    about: 'Open connections need memory and heartbeats even when nobody says anything.',
    cells: [
      given('online', '125M connections', 'Users online at the peak', 'connections'),
      given('per_gateway', '50k connections/gateway'),
      given('heartbeat_every', '30 s'),
      result('gateways', 'ceil(online / per_gateway)'),
      result('heartbeats', 'online / heartbeat_every -> /s'),
    ],
    worked: { gateways: '2500 gateways', heartbeats: '4.167M/s' },
  },
  {
    id: 'concurrency',
    title: 'Requests in flight',
    family: 'Waiting',
    formula: 'rate × latency',
    about: 'Little’s law: what is inside is what comes in a second times how long it stays.',
    cells: [averageRate, given('latency', '100 ms'), result('in_flight', 'qps * latency')],
    worked: { in_flight: '1157 requests' },
  },
  {
    id: 'closed-loop',
    title: 'Rate of waiting users',
    family: 'Waiting',
    formula: 'users / (response time + think time)',
    about: 'Users who wait for the answer slow down with the system; their rate is bounded.',
    cells: [
      given('users_waiting', '1000 requests', 'Each user has one request at a time'),
      given('response_time', '200 ms'),
      given('think_time', '9.8 s'),
      result('closed_rate', 'users_waiting / (response_time + think_time)'),
    ],
    worked: { closed_rate: '100 requests/s' },
  },
  {
    id: 'queue-drain',
    title: 'Backlog of a queue',
    family: 'Waiting',
    formula: 'backlog / (capacity − rate)',
    about: 'What piles up while consumers are down, what it takes to hold it, and how long it takes to catch up.',
    cells: [
      given('arriving', '1000 messages/s'),
      given('consumers_do', '1500 messages/s'),
      given('down_for', '10 min'),
      given('message_size', '1 kB/message'),
      result('backlog', 'arriving * down_for'),
      result('backlog_size', 'backlog * message_size'),
      result('drained_in', 'backlog / (consumers_do - arriving)'),
    ],
    worked: { backlog: '600000 messages', backlog_size: '600 MB', drained_in: '20 min' },
  },
  {
    id: 'latency-budget',
    title: 'Latency budget',
    family: 'Waiting',
    formula: 'sum along the path',
    about: 'Means add up along a path, percentiles do not: run the design for the p99.',
    cells: [
      given('network', '1 ms', 'Both ways inside a zone'),
      given('service_time', '10 ms'),
      given('cache_time', '1 ms'),
      given('miss_ratio', '10 %'),
      given('database_time', '20 ms'),
      result('mean_latency', 'network + service_time + cache_time + miss_ratio * database_time'),
    ],
    worked: { mean_latency: '14 ms' },
  },
  {
    id: 'scan',
    title: 'Time to read it all',
    family: 'Waiting',
    formula: 'bytes / speed / parallel',
    about: 'The same for copying, rebuilding a disk or moving a data set.',
    cells: [
      given('data_set', '100 TB'),
      given('disk_speed', '100 MB/s'),
      given('disks', '1000'),
      result('scan_time', 'data_set / disk_speed / disks'),
    ],
    worked: { scan_time: '1000 s' },
  },
  {
    id: 'image-page',
    title: 'A page of images',
    family: 'Waiting',
    formula: 'images × (seek + size / speed)',
    about: 'One after the other against all at once: reading in parallel is what makes the page fast.',
    cells: [
      given('images', '30'),
      given('seek', '10 ms'),
      given('image_size', '256 kB'),
      given('read_speed', '30 MB/s'),
      result('one_image', 'seek + image_size / read_speed'),
      result('all_serial', 'images * one_image'),
    ],
    worked: { one_image: '18.53 ms', all_serial: '556 ms' },
  },
  {
    id: 'slow-tail',
    title: 'One of many is slow',
    family: 'Waiting',
    formula: '1 − (1 − p)ⁿ',
    about: 'A request that asks 60 shards meets at least one that is beyond its p99 nearly every second time.',
    cells: [given('slow_share', '1 %'), given('asked', '60'), result('some_slow', '1 - (1 - slow_share) ^ asked')],
    worked: { some_slow: '45.28 %' },
  },
  {
    id: 'availability',
    title: 'Availability',
    family: 'Reliability',
    formula: 'in series aⁿ, in parallel 1 − (1 − a)ᵏ',
    about:
      'What is needed in turn multiplies; copies of which one suffices multiply their absence, if they fail independently.',
    cells: [
      given('each_available', '99.9 %'),
      given('in_series', '4'),
      given('copy_available', '99 %'),
      given('in_parallel', '2'),
      result('series', 'each_available ^ in_series'),
      result('parallel', '1 - (1 - copy_available) ^ in_parallel'),
      result('down_a_year', '(1 - series) * 1 year -> h'),
    ],
    worked: { series: '99.601 %', parallel: '99.99 %', down_a_year: '35 h' },
  },
  {
    id: 'failures',
    title: 'Failures of a fleet',
    family: 'Reliability',
    formula: 'machines / time between failures',
    about: 'In a large fleet something is always broken.',
    cells: [
      given('machines', '10000 machines'),
      given('between_failures', '30 years', 'Of one machine, on average'),
      result('failures', 'machines / between_failures -> machines/day'),
    ],
    worked: { failures: '0.9126 machines/day' },
  },
  {
    id: 'cost',
    title: 'Cost a month',
    family: 'Money',
    formula: 'servers + storage + traffic out',
    about: 'Put in your own prices; the design’s own price list is used when it runs.',
    cells: [
      given('paid_servers', '20 servers', undefined, 'servers'),
      given('server_price', '$140/server/month'),
      given('paid_storage', '10 TB', undefined, 'storage_total'),
      given('storage_price', '$0.023/GB/month'),
      given('traffic_out', '100 Mbit/s', undefined, 'bw_out'),
      given('traffic_price', '$0.09/GB'),
      result(
        'cost',
        'paid_servers * server_price + paid_storage * storage_price + traffic_out * traffic_price -> $/month',
        'cost_month',
      ),
    ],
    worked: { cost: '$5988.54/month' },
  },
]
