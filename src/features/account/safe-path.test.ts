import { expect, it } from 'vitest'
import { safePath } from './safe-path'

it('keeps a path of this site with its query', () => {
  expect(safePath('/interviews/1?step=2#top')).toBe('/interviews/1?step=2#top')
})

it.each([
  undefined,
  '',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'javascript:alert(1)',
])('never leaves this site: %j', (wanted) => expect(safePath(wanted)).toBe('/interviews'))
