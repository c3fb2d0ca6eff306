import type { ExtraPanel } from '@/features/interview/components/interview-body'
import { CompanyComments, CompanyUnreadMark } from './lazy-comments'

/** The comments beside an interview that goes on, or that its owner reads. */
export const companyPanel = (interviewId: string): ExtraPanel => ({
  id: 'comments',
  label: 'Comments',
  content: <CompanyComments interviewId={interviewId} />,
  mark: <CompanyUnreadMark />,
})
