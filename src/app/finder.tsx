import { blockKinds } from '@/core/blocks/registry'
import { easiestFirst } from '@/core/content/problem'
import { content } from '@/server/content'
import { FindAnything } from './find-anything'

/** Ctrl+K and "?" on any screen; in a bar with a button for those who do not know the keys. */
export async function Finder({ place }: { place: 'bar' | 'workspace' }) {
  const problems = easiestFirst(await content.problems())
  return (
    <FindAnything
      withButton={place === 'bar'}
      worksOffline={place === 'workspace'}
      problems={problems.map(({ slug, brief }) => ({ slug, title: brief.title }))}
      kinds={blockKinds.map(({ kind, name, purpose }) => ({ kind, name, purpose }))}
    />
  )
}
