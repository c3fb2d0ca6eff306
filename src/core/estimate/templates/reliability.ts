import { type EstimateTemplate, given, result } from './template'

export const reliabilityTemplates: readonly EstimateTemplate[] = [
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
      result('down_a_month', '(1 - series) * 1 month -> h'),
    ],
    worked: { series: '99.601 %', parallel: '99.99 %', down_a_year: '35 h', down_a_month: '2.917 h' },
  },
  {
    id: 'quorum',
    title: 'So many of so many',
    family: 'Reliability',
    formula: 'at_least(k, n, each available)',
    about:
      'A quorum works while k of its n copies do: two of three at 99.9 % are down 95 s a year, if they fail independently.',
    cells: [
      given('quorum_needs', '2'),
      given('quorum_of', '3'),
      given('each_available', '99.9 %'),
      result('quorum_available', 'at_least(quorum_needs, quorum_of, each_available)'),
      result('quorum_down_a_year', '(1 - quorum_available) * 1 year -> s'),
    ],
    worked: { quorum_available: '99.9997002 %', quorum_down_a_year: '94.61 s' },
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
    id: 'rebuild',
    title: 'Time to rebuild a disk',
    family: 'Reliability',
    formula: 'disk / speed / parallel',
    about: 'From one mirror it takes days, from pieces on many disks minutes; until then one failure more loses data.',
    cells: [
      given('lost_disk', '16 TB'),
      given('rebuild_speed', '100 MB/s', 'Left for it on each disk'),
      given('rebuilt_from', '100', 'Disks that hold pieces of it'),
      result('rebuild_time', 'lost_disk / rebuild_speed / rebuilt_from'),
      result('from_one_mirror', 'lost_disk / rebuild_speed'),
    ],
    worked: { rebuild_time: '26.67 min', from_one_mirror: '44.44 h' },
  },
]
