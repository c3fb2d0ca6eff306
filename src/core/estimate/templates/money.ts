import { type EstimateTemplate, given, result } from './template'

export const moneyTemplates: readonly EstimateTemplate[] = [
  {
    id: 'cost',
    title: 'Cost a month',
    family: 'Money',
    formula: 'servers + storage + traffic out, and for each user',
    about:
      'Servers and traffic as the price list has them; put in your own prices. A design that runs uses its price list.',
    cells: [
      given('paid_servers', '20 servers', undefined, 'servers'),
      given('server_price', '$0.2016/server/h', 'Four vCPU'),
      given('paid_storage', '10 TB', undefined, 'storage_total'),
      given('storage_price', '$0.023/GB/month', 'Often read; rarely read about half, archived a sixth'),
      given('traffic_out', '100 Mbit/s', undefined, 'bw_out'),
      given('traffic_price', '$0.09/GB'),
      result(
        'cost',
        'paid_servers * server_price + paid_storage * storage_price + traffic_out * traffic_price -> $/month',
        'cost_month',
      ),
      given('paying_for', '1M users', 'Users of a month'),
      result('cost_each', 'cost / paying_for'),
    ],
    worked: { cost: '$6133.9/month', cost_each: '$0.0061339/user/month' },
  },
]
