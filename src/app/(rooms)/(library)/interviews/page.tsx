import type { Metadata } from 'next'
import Link from 'next/link'
import { GuestNote } from '@/features/account/components/guest-note'
import { OpenInterviewFile } from '@/features/interview-file/components/open-interview-file'
import { InterviewList } from '@/features/library/components/interview-list'
import { pageCaller } from '@/server/page-caller'
import { buttonClass } from '@/ui/button'

export const metadata: Metadata = { title: 'Interviews' }

export default async function InterviewsPage() {
  const { account, interview } = await pageCaller()
  const { principal } = await account.me()
  const interviews = principal === null ? [] : await interview.list()
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 pb-4">
        <h1 className="text-xl font-semibold">Interviews</h1>
        <div className="flex flex-wrap gap-2">
          <OpenInterviewFile />
          {interviews.length > 0 && (
            <Link href="/interviews/progress" className={buttonClass()}>
              Progress
            </Link>
          )}
          {interviews.length > 0 && (
            <Link href="/problems" className={buttonClass('primary')}>
              New interview
            </Link>
          )}
        </div>
      </div>
      {principal?.kind === 'guest' && interviews.length > 0 && (
        <div className="pb-3">
          <GuestNote what="these interviews open" next="/interviews" />
        </div>
      )}
      <InterviewList interviews={interviews} />
    </>
  )
}
