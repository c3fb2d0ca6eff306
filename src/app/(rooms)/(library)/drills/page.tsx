import type { Metadata } from 'next'
import { readQuestions } from '@/core/drills/question-link'
import { DrillsRoom } from '@/features/drills/components/drills-room'
import { emptyBoard } from '@/features/drills/queries'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Drills' }

export default async function DrillsPage({ searchParams }: PageProps<'/drills'>) {
  const { ask, book } = await searchParams
  const { account, drills } = await pageCaller()
  const { principal } = await account.me()
  return (
    <DrillsRoom
      // A link is a room of its own: what went on in another is over.
      key={String(ask ?? '')}
      board={principal === null ? emptyBoard() : await drills.board()}
      linked={ask === undefined ? null : (typeof ask === 'string' && readQuestions(ask)) || 'damaged'}
      isOpenBook={book === 'open'}
      isGuest={principal?.kind === 'guest'}
    />
  )
}
