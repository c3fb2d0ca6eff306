'use client'

import dynamic from 'next/dynamic'
import { whenReachable } from '@/ui/fetched-part'

/** The comments beside the interview of whoever is interviewed: fetched once somebody else is there. */
export const CompanyComments = dynamic(
  whenReachable(() => import('./live-comments').then((module) => module.LiveComments)),
  {
    ssr: false,
  },
)

/** That there are comments which were not shown yet. */
export const CompanyUnreadMark = dynamic(
  whenReachable(() => import('./unread-mark').then((module) => module.LiveUnreadMark)),
  {
    ssr: false,
  },
)
