import { type EstimateTemplate, given, peakRate, result } from './template'

export const serversTemplates: readonly EstimateTemplate[] = [
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
      given('connection_memory', '10 kB/connection'),
      result('gateways', 'ceil(online / per_gateway)'),
      result('heartbeats', 'online / heartbeat_every -> /s'),
      result('gateway_memory', 'per_gateway * connection_memory'),
    ],
    worked: { gateways: '2500 gateways', heartbeats: '4.167M/s', gateway_memory: '500 MB/gateway' },
  },
]
