import type { Metadata } from 'next'
import { QueueBoard } from '@/features/review/components/queue-board'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'To review' }

export default async function QueuePage() {
  const { account, review } = await pageCaller()
  const { principal } = await account.me()
  return <QueueBoard rows={principal === null ? [] : await review.boards.queue()} />
}
