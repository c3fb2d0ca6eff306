import { blockKinds } from '@/core/blocks/registry'
import { easiestFirst } from '@/core/content/problem'
import { content } from '@/server/content'
import { FindAnything } from './find-anything'

/** Ctrl+K and "?" on any screen, and the button for those who do not know the keys. */
export async function Finder({ withButton = false }: { withButton?: boolean }) {
  const problems = easiestFirst(await content.problems())
  return (
    <FindAnything
      withButton={withButton}
      problems={problems.map(({ slug, brief }) => ({ slug, title: brief.title }))}
      kinds={blockKinds.map(({ kind, name, purpose }) => ({ kind, name, purpose }))}
    />
  )
}
