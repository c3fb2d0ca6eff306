import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockKinds } from '@/core/blocks/registry'
import { parseXml, type XmlElement } from '@/core/design/formats/xml'
import { type Design, emptyDesign } from '@/core/design/schema'
import { hostileText, randomDesign } from '../../../../tests/arbitraries/hostile-text'
import { BLOCK_STATES } from './block-states'
import { DRAWING_COLOURS } from './colours'
import { drawDesign, type DrawnFigures, type DrawingOptions } from './draw-design'
import { STATE_ICONS } from './drawn-block'
import { ICON_SHAPES } from './icon-shapes'
import { renderSvg } from './render-svg'
import { fitText, textWidth } from './svg-text'

const design: Design = {
  ...emptyDesign('Short links'),
  blocks: [
    { id: 'users', kind: 'client', name: 'Users', x: 0, y: 0 },
    { id: 'api', kind: 'service', name: 'API', x: 256, y: 0, config: { instances: 4 } },
    { id: 'store', kind: 'database', name: 'Links', x: 512, y: 0 },
  ],
  links: [
    { id: 'l1', from: 'users', to: 'api' },
    { id: 'l2', from: 'api', to: 'store', when: 'miss' },
    { id: 'l3', from: 'store', to: 'users', mode: 'async' },
  ],
}

function elementsOf(svg: string): XmlElement[] {
  const parsed = parseXml(svg)
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.message}\n${svg}`)
  const all = [parsed.root]
  for (const element of all) all.push(...element.children)
  return all
}

const textsOf = (svg: string) => elementsOf(svg).flatMap(({ name, text }) => (name === 'text' ? [text] : []))
const light: DrawingOptions = { theme: 'light' }

describe('a picture of a design', () => {
  it('shows title, names, kinds with their settings, and what links say', () => {
    expect(textsOf(renderSvg(design, { ...light, caption: 'As of today' }))).toEqual(
      expect.arrayContaining([
        'Short links',
        'As of today',
        'Users',
        'API',
        'Service · 4 × 8 workers',
        'on miss',
        'async',
      ]),
    )
  })

  it('puts the words of links that cross beside each other, off the blocks', () => {
    const crossing: Design = {
      ...emptyDesign('Crossing'),
      blocks: ['a', 'b', 'c', 'd'].map((id, i) => ({ id, kind: 'service', x: i < 2 ? 0 : 400, y: (i % 2) * 160 })),
      links: [
        { id: 'down', from: 'a', to: 'd', mode: 'async' },
        { id: 'up', from: 'b', to: 'c', retries: { max: 3 } },
        { id: 'along', from: 'a', to: 'c', mode: 'async' },
      ],
    }
    const labels = drawDesign(crossing, light).texts.filter(({ text }) => ['async', '3 retries'].includes(text))
    expect(labels).toHaveLength(3)
    for (const [i, one] of labels.entries()) {
      for (const other of labels.slice(0, i)) {
        const apart = (textWidth(one.text, one.size) + textWidth(other.text, other.size)) / 2
        expect(Math.abs(one.x - other.x) >= apart || Math.abs(one.y - other.y) >= one.size).toBe(true)
      }
      expect(one.x - textWidth(one.text, one.size) / 2).toBeGreaterThan(168)
      expect(one.x + textWidth(one.text, one.size) / 2).toBeLessThan(400)
    }
  })

  it('leaves out words where it is asked for boxes alone', () => {
    expect(textsOf(renderSvg(design, { ...light, titled: false, detail: false }))).toEqual([])
  })

  it('draws every block 168 by 72, and an arrowhead for every link whose ends are there', () => {
    const dangling = { ...design, links: [...design.links, { id: 'l4', from: 'api', to: 'gone' }] }
    const svg = renderSvg(dangling, light)
    expect(svg.match(/width="167" height="71"/g)).toHaveLength(3)
    expect(svg.match(/<path d="M[^"]*z" fill=/g)).toHaveLength(3)
  })

  it('is the same for the same design, and places what has no place', () => {
    const loose = { ...design, blocks: design.blocks.map(({ id, kind }) => ({ id, kind })) }
    expect(renderSvg(loose, light)).toBe(renderSvg(loose, light))
    expect(new Set(renderSvg(loose, light).match(/<rect x="[^"]*"/g)).size).toBeGreaterThan(3)
  })

  it('says figures in words and in bars, and each state by word, icon and border', () => {
    for (const state of BLOCK_STATES) {
      const note = state === 'calm' ? 'hit 90 %' : state
      const line = { utilisation: '82 %', fill: 0.82, arrivals: '1.24 k/s', note, state }
      const figures: DrawnFigures = { lines: new Map([['api', line]]), linkWidths: new Map([['l1', 3.5]]) }
      const svg = renderSvg(design, { ...light, figures })
      expect(textsOf(svg)).toEqual(expect.arrayContaining(['82 %', '1.24 k/s', note]))
      expect(svg).toContain('stroke-width="3.5"')
      if (state !== 'calm') expect(svg).toContain(ICON_SHAPES[STATE_ICONS[state]]!)
    }
  })

  it('of random designs with hostile names is well-formed, runs nothing, asks for nothing, and holds all it draws', () => {
    const allowed = new Set('svg title desc rect path g text circle ellipse line'.split(' '))
    fc.assert(
      fc.property(
        randomDesign,
        fc.constantFrom('light' as const, 'dark' as const),
        hostileText,
        (random, theme, caption) => {
          const svg = renderSvg(random, { theme, caption })
          const [root] = elementsOf(svg)
          for (const { name, attributes } of elementsOf(svg)) {
            expect(allowed).toContain(name)
            for (const [attribute, value] of attributes) {
              expect(attribute).not.toMatch(/^on|href$|^src$/i)
              if (attribute !== 'xmlns') expect(value).not.toMatch(/url\(|https?:|javascript:|NaN|Infinity|undefined/i)
            }
          }
          const [x, y, width, height] = root!.attributes.get('viewBox')!.split(' ').map(Number) as [
            number,
            number,
            number,
            number,
          ]
          for (const { name, attributes } of elementsOf(svg)) {
            if (name !== 'rect' || !attributes.has('stroke')) continue
            const [left, top] = [Number(attributes.get('x')), Number(attributes.get('y'))]
            expect(left).toBeGreaterThanOrEqual(x)
            expect(top).toBeGreaterThanOrEqual(y)
            expect(left + 168).toBeLessThanOrEqual(x + width)
            expect(top + 72).toBeLessThanOrEqual(y + height)
          }
        },
      ),
      { numRuns: 300, seed: 4 },
    )
  })

  it('cuts a text to its room, never in the middle of a character', () => {
    const half = /\p{Surrogate}/u
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 20, max: 300 }), (text, width) => {
        const cut = fitText(text, width, 11)
        expect(textWidth(cut, 11)).toBeLessThanOrEqual(width + 11)
        expect(half.test(cut)).toBe(half.test(text) && half.test(cut))
      }),
      { seed: 4 },
    )
    expect(fitText('Payments', 300, 11)).toBe('Payments')
    expect(fitText('x'.repeat(1000), 5000, 11)).toMatch(/…$/)
  })
})

describe('what a picture has copied', () => {
  it('its colours are those of the tokens', () => {
    const tokens = readFileSync('src/ui/tokens.css', 'utf8')
    const pairs = [...tokens.matchAll(/--([a-z0-9-]+): light-dark\((#\w+), (#\w+)\)/g)]
    const known = new Map(
      pairs.map(([, name, ...both]) => [name!.replaceAll(/-(\w)/g, (_, c: string) => c.toUpperCase()), both]),
    )
    for (const [name, colour] of Object.entries(DRAWING_COLOURS.light))
      expect([name, colour, DRAWING_COLOURS.dark[name as 'ink']]).toEqual([name, ...known.get(name)!])
  })

  it('its icons are those of the package, and every kind and state has one', async () => {
    for (const name of [...blockKinds.map(({ icon }) => icon), ...Object.values(STATE_ICONS), 'circle-question-mark'])
      expect(Object.keys(ICON_SHAPES)).toContain(name)
    for (const [name, shapes] of Object.entries(ICON_SHAPES)) expect(shapes).toBe(await shapesInPackage(name))
  })
})

async function shapesInPackage(name: string): Promise<string> {
  const module: { __iconData: { node: [string, Record<string, string>][] } } = await import(
    /* @vite-ignore */ `${process.cwd()}/node_modules/lucide-react/dist/esm/icons/${name}.mjs`
  )
  return module.__iconData.node
    .map(([tag, attributes]) => {
      const pairs = Object.entries(attributes).flatMap(([key, value]) => (key === 'key' ? [] : [` ${key}="${value}"`]))
      return `<${tag}${pairs.join('')}/>`
    })
    .join('')
}
