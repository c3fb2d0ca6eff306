import type { ReactNode } from 'react'
import { ReviewRooms } from '@/features/review/components/review-rooms'
import { pageCaller } from '@/server/page-caller'
import { EmptyState } from '@/ui/display'

export default async function ReviewsLayout({ children }: { children: ReactNode }) {
  const { principal } = await (await pageCaller()).account.me()
  return (
    <>
      <ReviewRooms />
      {principal === null ? (
        <EmptyState title="Nobody is signed in">
          Open a link that somebody sent you as a reviewer, or sign in: reviews belong to whoever writes them.
        </EmptyState>
      ) : (
        children
      )}
    </>
  )
}
