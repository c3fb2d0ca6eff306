import { afterEach, describe, expect, it, vi } from 'vitest'
import { exampleDesign } from '@/features/canvas/example-design'
import { PREVIEW_SIZE } from './preview'
import { previewPicture, printable } from './preview-picture'

afterEach(() => vi.restoreAllMocks())

/** Width and height stand at fixed places of every PNG. */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset)
  expect(Buffer.from(png.slice(1, 4)).toString()).toBe('PNG')
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Fails the test where anything is asked for over the network. */
function offline(): string[] {
  const asked: string[] = []
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url.startsWith('http')) {
      asked.push(url)
      return Promise.reject(new Error('offline'))
    }
    return real(input, init)
  })
  return asked
}

describe('the picture for link previews', () => {
  it('is a PNG of the size that previews have', async () => {
    expect(sizeOf(await previewPicture(exampleDesign, 'Ada'))).toEqual(PREVIEW_SIZE)
  })

  it('asks nobody for letters it has not: nothing goes over the network, whatever a name is written in', async () => {
    const asked = offline()
    const printed = Array.from({ length: 0x3000 }, (_, code) => printable(String.fromCodePoint(code + 32)))
    const letters = [...new Set(printed)].join('')
    const names = [
      '漢字 かな',
      'שלום',
      '👩‍👩‍👧 🚀',
      '<script>alert(1)</script>',
      letters.slice(0, 190),
      letters.slice(190, 380),
      '©®™',
    ]
    const blocks = names.map((name, i) => ({
      id: `b${i}`,
      kind: 'service',
      name,
      x: (i % 3) * 256,
      y: Math.floor(i / 3) * 112,
    }))
    await previewPicture(
      { ...exampleDesign, title: names.join(' ').slice(0, 200), blocks, links: [] },
      letters.slice(0, 100),
    )
    for (let at = 0; at < letters.length; at += 60)
      await previewPicture({ ...exampleDesign, title: letters.slice(at, at + 60), blocks: [], links: [] }, null)
    expect(asked).toEqual([])
    expect(printable('漢 ≈ 38.5\u2009ms')).toBe('? ≈ 38.5 ms')
  })

  it('shows a large design as boxes, and an empty one as its title', async () => {
    const blocks = Array.from({ length: 400 }, (_, i) => ({
      id: `b${i}`,
      kind: 'service',
      x: (i % 20) * 256,
      y: Math.floor(i / 20) * 112,
    }))
    for (const some of [blocks, []])
      expect(sizeOf(await previewPicture({ ...exampleDesign, title: '', blocks: some, links: [] }, null))).toEqual(
        PREVIEW_SIZE,
      )
  })
})
