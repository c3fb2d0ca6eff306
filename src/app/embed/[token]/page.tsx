import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { renderSvg } from '@/core/design/drawing/render-svg'
import { EmbeddedDesign } from '@/features/sharing/components/embedded-design'
import { aboutDesign, ownerText } from '@/features/sharing/preview'
import { PricesProvider } from '@/features/simulation/prices'
import { content } from '@/server/content'
import { openShared } from '@/app/open-shared'

export async function generateMetadata({ params }: PageProps<'/embed/[token]'>): Promise<Metadata> {
  const link = await openShared((await params).token)
  return link.kind === 'design' ? { title: aboutDesign(link).title, referrer: 'no-referrer' } : {}
}

/** The one page that may stand in a frame of another site: a picture of the design, which runs when asked to. */
export default async function EmbedPage({ params }: PageProps<'/embed/[token]'>) {
  const { token } = await params
  const link = await openShared(token)
  // An interview is nothing to show to the readers of a page.
  if (link.kind !== 'design') notFound()
  const { design, ownerName } = link
  const picture = (theme: 'light' | 'dark') => renderSvg(design, { theme, titled: false })
  return (
    <PricesProvider prices={await content.prices()}>
      <EmbeddedDesign
        design={design}
        title={aboutDesign(link).title}
        by={ownerText(ownerName)}
        href={`/s/${encodeURIComponent(token)}`}
        pictures={{ light: picture('light'), dark: picture('dark') }}
      />
    </PricesProvider>
  )
}
