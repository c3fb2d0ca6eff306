import { averageRate, type EstimateTemplate, given, result } from './template'

export const trafficTemplates: readonly EstimateTemplate[] = [
  {
    id: 'request-rate',
    title: 'Request rate',
    family: 'Traffic',
    formula: 'daily users × requests of each',
    about: 'What comes in on average. A day has 86 400 s, about 10^5, so by hand this is 10^4 a second.',
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
]
