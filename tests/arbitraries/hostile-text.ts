import * as fc from 'fast-check'
import type { Design } from '@/core/design/schema'
import { crowdedDesign, designEdit } from './design'
import { applyDesignEdit } from '@/core/design/edits'

/** What somebody would write into a name who means harm, or whose keyboard slipped. */
const attacks = [
  '</text><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  ']]><foreignObject/>',
  '<!ENTITY x SYSTEM "file:///etc/passwd">&x;',
  '&lt;script&gt;',
  '--><script>',
  'javascript:alert(1)',
  'https://example.invalid/a.png',
  'url(https://example.invalid)',
  '"]\nclick a "javascript:alert(1)"',
  'end\nsubgraph x',
  '#quot;"`|[](){}<>;%%{init: {}}%%',
  '\u202Ereversed\u202C',
  '\u0000\u0008\uD800\uFFFE',
  '𝒳 𐍈 👩‍👩‍👧 漢字',
  ' \t\r\n ',
  '__proto__',
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 200 }),
)

/** Random designs made by edits, so that they are as designs are; with names of any kind. */
export const randomDesign: fc.Arbitrary<Design> = fc
  .tuple(fc.array(designEdit, { maxLength: 12 }), fc.array(hostileText, { minLength: 12, maxLength: 12 }))
  .map(([edits, texts]) => {
    let design = crowdedDesign
    for (const edit of edits) {
      const outcome = applyDesignEdit(design, edit)
      if (outcome.ok) design = outcome.design
    }
    return named(design, texts)
  })

function named(design: Design, texts: readonly string[]): Design {
  const text = (at: number) => texts[at % texts.length]!.slice(0, 200)
  return {
    ...design,
    title: text(0),
    blocks: design.blocks.map((block, i) => (i % 3 === 2 ? block : { ...block, name: text(i + 1) })),
    requests: design.requests.map((request, i) => ({ ...request, name: text(i + 7) })),
    ...(design.regions ? { regions: design.regions.map((region, i) => ({ ...region, name: text(i + 9) })) } : {}),
  }
}
