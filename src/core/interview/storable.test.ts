import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { storable } from './storable'

it('what can be stored stays the very same object', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!JSON.stringify(value).includes('u0000'))
      expect(storable(value)).toBe(value)
    }),
  )
})

it('NUL and halves of pairs go, wherever they stand; nothing else does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\u0000', '\ud83d', '\ude00', '\u{1f600}', '\\u0000', '\n') })
  fc.assert(
    fc.property(text, (odd) => {
      const { list } = storable({ [odd]: 1, list: [odd, { deep: odd }] }) as { list: [string, { deep: string }] }
      for (const kept of [list[0], list[1].deep]) {
        expect(kept).not.toContain('\u0000')
        expect(() => encodeURIComponent(kept)).not.toThrow()
        expect(kept.replaceAll('\ufffd', '')).toBe(
          odd
            .replaceAll('\u0000', '')
            .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, ''),
        )
      }
    }),
  )
})
