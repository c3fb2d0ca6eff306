import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { importDesign, unpackPage } from './import-design'

const pack = (text: string) => deflateRawSync(Buffer.from(text, 'latin1')).toString('base64')

describe('a packed page of draw.io', () => {
  it('is unpacked as it was', async () => {
    const page = '<mxGraphModel>Größe & 漢字</mxGraphModel>'
    expect(await unpackPage(pack(encodeURIComponent(page)))).toBe(page)
  })

  it('is refused where it is none, or grows without end', async () => {
    for (const broken of ['', '!', 'AAAA', pack('%zz'), pack('a'.repeat(50e6))])
      expect(await unpackPage(broken)).toBe(null)
    const bomb = `<mxfile><diagram>${pack('a'.repeat(50e6))}</diagram></mxfile>`
    expect(await importDesign(bomb)).toMatchObject({ ok: false, format: 'draw.io' })
  })
})
