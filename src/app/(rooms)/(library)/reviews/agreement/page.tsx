import type { Metadata } from 'next'
import { AgreementBoard } from '@/features/review/components/agreement-board'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Agreement' }

export default async function AgreementPage() {
  const { account, review } = await pageCaller()
  const { principal } = await account.me()
  return principal === null ? null : <AgreementBoard board={await review.boards.agreement()} />
}
