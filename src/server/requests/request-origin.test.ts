import { expect, it } from 'vitest'
import { requestAddress } from './request-origin'

const addressOf = (forwarded: string) =>
  requestAddress(new Request('http://dryrun.test', { headers: { 'x-forwarded-for': forwarded } }))

it.each([
  ['192.0.2.10', '192.0.2.10'],
  ['203.0.113.1, 192.0.2.10', '192.0.2.10'],
  ['::ffff:192.0.2.10', '192.0.2.10'],
  ['2001:db8:0:7:a:b:c:d', '2001:db8:0:7'],
  ['2001:DB8:0:7::1', '2001:db8:0:7'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001::7:a:b:c:d', '2001:0:0:7'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['somewhere', 'somewhere'],
])('requests from %s are counted as of %s: whoever has one address of version 6 has all of its network', (from, as) => {
  expect(addressOf(from)).toBe(as)
})
