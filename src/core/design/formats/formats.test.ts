import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockKind, blockKinds, isKnownKind } from '@/core/blocks/registry'
import { blockName } from '@/core/design/block-name'
import { designSchema, type Design } from '@/core/design/schema'
import { parseDesign, parseDesignText } from '@/core/design/validate'
import { hostileText, randomDesign } from '../../../../tests/arbitraries/hostile-text'
import type { UnpackPage } from './drawio-in'
import { toExcalidraw } from './excalidraw-out'
import { plainText } from './foreign-drawing'
import { guessKind } from './guess-kind'
import { toMermaid } from './mermaid-out'
import { type ReadDesign, readDesign } from './read-foreign'
import { parseXml } from './xml'

const unpack: UnpackPage = async (packed) => {
  try {
    return decodeURIComponent(
      inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: 5e6 }).toString('latin1'),
    )
  } catch {
    return null
  }
}
const pack = (xml: string) => deflateRawSync(Buffer.from(encodeURIComponent(xml), 'latin1')).toString('base64')

async function read(text: string): Promise<Extract<ReadDesign, { ok: true }>> {
  const result = await readDesign(text, unpack)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  expect(parseDesign(result.design)).toMatchObject({ ok: true })
  return result
}

async function refusal(text: string): Promise<string> {
  const result = await readDesign(text, unpack)
  return result.ok ? 'was read' : result.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')
}

const kinds = ({ blocks }: Design) => Object.fromEntries(blocks.map((block) => [blockName(block), block.kind]))
function arrows(design: Design): string[] {
  const name = (id: string) => blockName(design.blocks.find((block) => block.id === id)!)
  return design.links.map(({ from, to, when, mode }) =>
    [name(from), mode === 'async' ? '~>' : '->', name(to), when ?? ''].join(' ').trim(),
  )
}

describe('the design file', () => {
  it('goes out and comes in without loss: 1 000 random designs', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesign, async (random) => {
        const valid = designSchema.safeParse(random)
        fc.pre(valid.success && parseDesign(random).ok)
        expect((await read(JSON.stringify(random, null, 2))).design).toEqual(random)
      }),
      { numRuns: 1000, seed: 4 },
    )
  })

  it('says everything that is wrong with one', async () => {
    expect(await refusal('{"format": "dryrun-design", "version": 1}')).toContain('$.blocks')
    expect(await refusal('{"a": [1, 2')).toContain('not JSON')
  })
})

const flowchart = `---
title: "Orders: how they come in"
---
%% drawn by hand
flowchart LR
  users([Users]) -->|HTTPS| lb{{Load balancer}}
  lb --> api["Order API<br/>v2"] & other[Catalogue service]
  subgraph stores [Where it is kept]
    db[(Orders)]
    redis[(Redis)]
  end
  api -- on miss --> db; api --> redis
  api -. publish .-> kafka[[Kafka]]
  kafka ==> mailer@{ shape: rounded, label: "Mail worker" }
  api <--> other
  style db fill:#f00
  click api "javascript:alert(1)"
  this is not a flowchart
  db --> api
`

describe('Mermaid in', () => {
  it('reads blocks, links, labels and chains, and guesses kinds aloud', async () => {
    const { design, guesses } = await read(flowchart)
    expect(design.title).toBe('Orders: how they come in')
    expect(kinds(design)).toEqual({
      Users: 'client',
      'Load balancer': 'load-balancer',
      'Order API v2': 'service',
      'Catalogue service': 'service',
      Orders: 'database',
      Redis: 'cache',
      Kafka: 'queue',
      'Mail worker': 'worker',
    })
    expect(arrows(design)).toEqual([
      'Users -> Load balancer',
      'Load balancer -> Order API v2',
      'Load balancer -> Catalogue service',
      'Order API v2 -> Orders miss',
      'Order API v2 -> Redis',
      'Order API v2 ~> Kafka',
      'Kafka -> Mail worker',
      'Order API v2 -> Catalogue service',
    ])
    expect(design.requests).toHaveLength(1)
    expect(guesses.map(({ subject, text }) => `${subject}: ${text}`)).toEqual(
      expect.arrayContaining([
        'Orders: Database, by its shape',
        'Redis: Cache, by its name',
        'Order API v2 to Orders: on miss, by its label',
        'Users: 100 reads a second, as for a new source of requests',
      ]),
    )
  })

  it('gives blocks whose name no block may have as id another one', async () => {
    const { design } = await read('flowchart LR\nPrototype --> constructor --> db[(Orders)]')
    expect(design.blocks.map(({ id }) => id)).toEqual(['prototype-2', 'constructor-2', 'orders'])
    expect(parseDesign(design)).toMatchObject({ ok: true })
  })

  it('names every line it did not take along, with its number', async () => {
    const { notUnderstood } = await read(flowchart)
    const lines = notUnderstood.map(({ where, text }) => `${where}: ${text}`)
    expect(lines).toEqual(
      expect.arrayContaining([
        'line 8: the group “stores [Where it is kept]” is left out; what is in it is not',
        'line 15: a link goes one way: of both ends with arrows, the left one calls',
        'line 16: “style” says how it looks, and is left out',
        'line 17: what a click does is left out',
        'line 18: not understood: this is not a flowchart',
        'line 6: a link has no words of its own: “HTTPS” is left out',
      ]),
    )
    expect(
      lines.some((line) => line.startsWith('line 19: this link is left out. Orders answers and calls nobody')),
    ).toBe(true)
  })

  it('reads every form of arrow', async () => {
    const forms = [
      '-->',
      '---',
      '--->',
      '==>',
      '-.->',
      '-..->',
      '--x',
      '--o',
      '-- a word -->',
      '== a word ==>',
      '-->|a word|',
    ]
    for (const form of forms) {
      const { design } = await read(`graph TD; a[Service A] ${form} b[Service B]`)
      expect([form, design.links.length]).toEqual([form, 1])
    }
    expect((await read('graph TD; a[Service A] ~~~ b[Service B]')).design.links).toEqual([])
    expect(arrows((await read('graph TD\na[A api]-->b[B api]-->c[C api]')).design)).toEqual([
      'A api -> B api',
      'B api -> C api',
    ])
    expect(arrows((await read('graph TD\na[A api] <-- called by --- b[B api]')).design)).toEqual(['B api -> A api'])
  })

  it('says that other drawings of Mermaid are none of what calls what', async () => {
    expect(await refusal('sequenceDiagram\n A->>B: hello')).toContain('“sequenceDiagram” is no flowchart')
    expect(await refusal('')).toContain('it is empty')
    expect(await refusal('flowchart LR')).toContain('nothing in it can become a block')
  })
})

describe('Mermaid out', () => {
  it('is read back with the same names, kinds and links', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesign, async (random) => {
        fc.pre(random.blocks.length > 0)
        const { design, notUnderstood } = await read(toMermaid(random))
        expectSameBlocks(design, random)
        const drawn = random.links.filter((link) =>
          [link.from, link.to].every((id) => random.blocks.some((b) => b.id === id)),
        )
        const left = notUnderstood.filter(({ text }) => text.startsWith('this link is left out'))
        expect(design.links.length + left.length).toBe(drawn.length)
      }),
      { numRuns: 150, seed: 4 },
    )
  })
})

const nameOf = (block: Design['blocks'][number]) => plainText(blockName(block)) || blockKind(block.kind).name

/** As another program can say it: names of one line, and no kind but those that are known. */
function expectSameBlocks(read: Design, written: Design): void {
  expect(read.blocks.map(nameOf)).toEqual(written.blocks.map(nameOf))
  for (const [i, { kind }] of written.blocks.entries()) if (isKnownKind(kind)) expect(read.blocks[i]!.kind).toBe(kind)
}

const cell = (attributes: string, inner = '') => `<mxCell ${attributes}>${inner}</mxCell>`
const at = (x: number, y: number, w = 120, h = 60) =>
  `<mxGeometry x="${x}" y="${y}" width="${w}" height="${h}" as="geometry"/>`
const model = `<mxGraphModel><root>
${cell('id="0"')}${cell('id="1" parent="0"')}
${cell('id="u" value="Users" style="shape=umlActor;html=1" vertex="1" parent="1"', at(0, 0))}
${cell('id="g" value="Region" style="swimlane" vertex="1" parent="1"', at(300, 0, 900, 400))}
<object label="&lt;b&gt;Order&lt;/b&gt; service&lt;br&gt;v2" id="a">${cell('style="rounded=1" vertex="1" parent="g"', at(0, 0))}</object>
${cell('id="d" value="Orders" style="shape=cylinder3;whiteSpace=wrap" vertex="1" parent="g"', at(300, 0))}
${cell('id="c" value="" style="shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.elasticache" vertex="1" parent="g"', at(300, 200))}
${cell('id="t" value="Notes to myself" style="text;html=1" vertex="1" parent="1"', at(0, 500))}
${cell('id="e1" edge="1" source="u" target="a" parent="1"')}
${cell('id="e2" edge="1" source="d" target="a" style="startArrow=classic;endArrow=none;dashed=1" parent="1"')}
${cell('id="e3" edge="1" source="a" target="c" parent="1"')}
${cell('id="e4" edge="1" source="a" parent="1"')}
${cell('id="l1" value="on hit" style="edgeLabel" vertex="1" parent="e3"')}
</root></mxGraphModel>`

const check = async (text: string) => {
  const { design, notUnderstood, guesses } = await read(text)
  expect(kinds(design)).toEqual({
    Users: 'client',
    'Order service v2': 'service',
    Orders: 'database',
    Cache: 'cache',
  })
  expect(arrows(design)).toEqual([
    'Users -> Order service v2',
    'Order service v2 ~> Orders miss',
    'Order service v2 -> Cache hit',
  ])
  expect(design.blocks.find(({ name }) => name === 'Orders')).toMatchObject({ x: 576, y: -8 })
  expect(guesses).toContainEqual({ subject: 'Cache', text: 'Cache, by its symbol' })
  const said = notUnderstood.map(({ where, text: why }) => `${where}: ${why}`)
  expect(said).toEqual(
    expect.arrayContaining([
      '“Region”: this group is left out; what is in it is not',
      '“Notes to myself”: words that stand by themselves are left out',
      'cell e4: this arrow leads from or to no block',
    ]),
  )
  return said
}

describe('draw.io in', () => {
  it('reads a model, a plain page and a packed page alike', async () => {
    await check(model)
    await check(`<?xml version="1.0"?><mxfile host="x"><diagram name="Page-1">${model}</diagram></mxfile>`)
    await check(encodeURIComponent(model))
    const packed = `<mxfile><diagram name="Page-1">${pack(model)}</diagram><diagram name="Costs">x</diagram></mxfile>`
    expect(await check(packed)).toContain('page “Costs”: only the first page is taken')
  })

  it('refuses what hides something: entities, bombs, pages that unpack without end', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><mxGraphModel><root>&b;</root></mxGraphModel>`
    expect(await refusal(laughs)).toContain('a document type is not allowed')
    expect(await refusal('<mxGraphModel><root>&xxe;</root></mxGraphModel>')).toContain('“&xxe;” is not known here')
    const bomb = deflateRawSync(Buffer.alloc(50e6, 'a')).toString('base64')
    expect(await refusal(`<mxfile><diagram>${bomb}</diagram></mxfile>`)).toContain('cannot be read')
    expect(await refusal(`<mxGraphModel>${'<a>'.repeat(100_000)}`)).toContain('nested more than 64 deep')
    expect(await refusal(`<mxGraphModel><root>${'<a/>'.repeat(100_001)}</root></mxGraphModel>`)).toContain(
      'more than 100000 elements',
    )
    expect(await refusal('<html><mxfile/></html>')).toContain('no page')
    expect(await refusal('<svg xmlns="http://www.w3.org/2000/svg"/>')).toContain('neither <mxfile>')
  })
})

const box = (id: string, x: number, more: object = {}) => ({
  id,
  type: 'rectangle',
  x,
  y: 0,
  width: 160,
  height: 80,
  ...more,
})
const words = (text: string, x: number, more: object = {}) => ({
  type: 'text',
  text,
  x,
  y: 30,
  width: 80,
  height: 20,
  ...more,
})

describe('Excalidraw', () => {
  it('out and in keeps names, kinds, places and links', async () => {
    await fc.assert(
      fc.asyncProperty(randomDesign, async (random) => {
        fc.pre(random.blocks.length > 0)
        const file = JSON.parse(toExcalidraw(random))
        const ids = new Set(file.elements.map(({ id }: { id: string }) => id))
        expect(ids.size).toBe(file.elements.length)
        for (const element of file.elements)
          for (const bound of [element.containerId, element.startBinding?.elementId, element.endBinding?.elementId])
            if (bound !== undefined && bound !== null) expect(ids).toContain(bound)
        const { design, notUnderstood } = await read(JSON.stringify(file))
        expectSameBlocks(design, random)
        const drawn = random.links.filter((link) =>
          [link.from, link.to].every((id) => random.blocks.some((b) => b.id === id)),
        )
        const left = notUnderstood.filter(({ text }) => text.startsWith('this link is left out'))
        expect(design.links.length + left.length).toBe(drawn.length)
      }),
      { numRuns: 150, seed: 4 },
    )
  })

  it('reads what people draw: words in shapes, arrows that only end near them', async () => {
    const elements = [
      box('a', 0),
      words('Browser', 40),
      box('b', 400),
      words('Orders API', 0, { containerId: 'b' }),
      {
        id: 'x',
        type: 'arrow',
        x: 170,
        y: 40,
        points: [
          [0, 0],
          [220, 0],
        ],
        endArrowhead: 'arrow',
      },
      {
        id: 'y',
        type: 'arrow',
        x: 170,
        y: 400,
        points: [
          [0, 0],
          [220, 0],
        ],
        endArrowhead: 'arrow',
      },
      box('c', 900),
      words('by itself', 2000),
      { type: 'freedraw' },
      { type: 'image' },
      { ...box('gone', 1300), isDeleted: true },
    ]
    const { design, notUnderstood } = await read(JSON.stringify({ type: 'excalidraw', elements }))
    expect(kinds(design)).toEqual({ Browser: 'client', 'Orders API': 'service' })
    expect(arrows(design)).toEqual(['Browser -> Orders API'])
    expect(notUnderstood.map(({ where, text }) => `${where}: ${text}`)).toEqual(
      expect.arrayContaining([
        'element 6: this arrow leads from or to no shape',
        'element 7: a shape without words that nothing leads to is left out',
        'text “by itself”: words that stand by themselves are left out',
        '1 of type “image”: nothing of this type can be a block or a link',
      ]),
    )
  })
})

describe('hostile input', () => {
  const pieces = fc.constantFrom(
    ...'flowchart LR|graph TD|\n|;|a|b|"|[|]|(|)|{|}|[(|)]|@{|-->|---|-.-|==|~~~|--|&|:::|subgraph x|end|%%|---\n|<|>|</|<mxfile>|<mxGraphModel>|<root>|<mxCell id="1"|vertex="1"|/>|&amp;|&x;|<![CDATA[|]]>|<!--|<diagram>|{"type":"excalidraw","elements":['.split(
      '|',
    ),
    '|',
    '|text|',
  )

  it('of any kind is read or refused, and never breaks', async () => {
    const soup = fc.array(fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: hostileText }), {
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(soup, fc.constantFrom('', 'flowchart LR\n', '<mxGraphModel><root>'), async (parts, start) => {
        const result = await readDesign(start + parts.join(''), unpack)
        if (result.ok) expect(parseDesignText(JSON.stringify(result.design))).toMatchObject({ ok: true })
        else expect(result.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 1000, seed: 4 },
    )
  })

  it('of any JSON said to be Excalidraw is read or refused', async () => {
    const value = fc.oneof(
      fc.constantFrom('rectangle', 'arrow', 'text', 'a', null, 1e308, [[0, 0]], { elementId: 'a' }),
      fc.jsonValue(),
    )
    const keys = [
      'type',
      'id',
      'x',
      'y',
      'width',
      'height',
      'points',
      'startBinding',
      'endBinding',
      'containerId',
      'text',
      'customData',
    ]
    const element = fc.dictionary(fc.constantFrom(...keys), value)
    await fc.assert(
      fc.asyncProperty(fc.array(element, { maxLength: 8 }), async (elements) => {
        const result = await readDesign(JSON.stringify({ type: 'excalidraw', elements }), unpack)
        if (result.ok) expect(parseDesign(result.design)).toMatchObject({ ok: true })
      }),
      { numRuns: 600, seed: 4 },
    )
  })

  it('of ten megabytes is refused, and the largest that is read comes to an answer', async () => {
    const huge = [
      `flowchart LR\n${'a-->b\n'.repeat(2_000_000)}`,
      `<mxfile>${' '.repeat(10_000_000)}</mxfile>`,
      `{"type":"excalidraw","elements":[],"x":"${'y'.repeat(10_000_000)}"}`,
      '['.repeat(10_000_000),
    ]
    for (const text of huge) expect(await refusal(text)).toMatch(/larger than|levels deep/)
    const slow = [
      `flowchart LR\n${Array.from({ length: 2500 }, (_, i) => `n${i % 600}[Service ${i % 600}] --> n${(i * 7 + 1) % 600}`).join('\n')}`,
      `flowchart LR\n${'a["'.repeat(1_000_000)}`,
      `flowchart LR\n${'-- '.repeat(6000)}`,
      `flowchart LR\na${'['.repeat(19_000)}`,
      `<mxGraphModel><root>${'<mxCell value="&lt;'.repeat(200_000)}`,
      `<mxGraphModel><root>${`<mxCell vertex="1" value="${'&lt;'.repeat(20_000)}"/>`.repeat(30)}</root></mxGraphModel>`,
    ]
    // whatever takes the square of its length does not end within the limit of a test
    for (const text of slow) await readDesign(text, unpack)
  })
})

const guess = (label: string, more: Partial<Parameters<typeof guessKind>[0]> = {}) =>
  guessKind({ label, kind: null, shape: null, hints: '', ...more }).kind

describe('guessing a kind', () => {
  it('knows every kind by its own name, and by every word it is also called', () => {
    for (const { kind, name, alsoCalled } of blockKinds) {
      expect(guess(name)).toBe(kind)
      expect(guess(`${name}s`)).toBe(kind)
      for (const word of alsoCalled) expect([word, guess(`The ${word.toUpperCase()} (2)`)]).toEqual([word, kind])
    }
  })

  it('goes by the last word that says something, and asks the shape where the name could mislead', () => {
    expect(guess('User service')).toBe('service')
    expect(guess('Redis cluster')).toBe('cache')
    expect(guess('Message queue worker')).toBe('worker')
    expect(guess('OrdersDB')).toBe('database')
    expect(guess('Users', { shape: 'data' })).toBe('database')
    expect(guess('Redis', { shape: 'data' })).toBe('cache')
    expect(guess('Thing')).toBe('service')
    expect(guess('Anything', { kind: 'cdn' })).toBe('cdn')
    expect(guess('Anything', { kind: 'from-tomorrow', hints: 'cloudfront' })).toBe('cdn')
  })
})

describe('XML', () => {
  it('is read whole: attributes, entities, text, comments, CDATA', () => {
    const parsed = parseXml(
      '<?xml version="1.0"?>\n<!-- x -->\n<a b="1 &lt; 2" c=\'&#x41;\'>t<d/>&amp;<![CDATA[<e>]]></a>\n',
    )
    expect(parsed).toMatchObject({ ok: true, root: { name: 'a', text: 't&<e>', line: 3, children: [{ name: 'd' }] } })
    expect(parsed.ok && Object.fromEntries(parsed.root.attributes)).toEqual({ b: '1 < 2', c: 'A' })
  })

  it('that is not well formed is refused with its line', () => {
    for (const [text, line] of [
      ['<a>\n<b></a>', 2],
      ['<a b="1" b="2"/>', 1],
      ['<a>&#0;</a>', 1],
      ['<a/>\n<b/>', 2],
      ['<a', 1],
      ['x<a/>', 1],
      ['<a b=c/>', 1],
    ] as const)
      expect(parseXml(text)).toMatchObject({ ok: false, line })
  })
})
