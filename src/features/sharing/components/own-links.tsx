'use client'

import { useRouter } from 'next/navigation'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { KeepsFocus } from '@/ui/keeps-focus'
import { toast } from '@/ui/toaster'
import type { OwnLinkRow } from '../queries'
import { LinkList } from './link-list'

/** Every link of a person, to whatever it leads. */
export function OwnLinks({ links }: { links: readonly OwnLinkRow[] }) {
  const router = useRouter()
  async function revoke(id: string) {
    try {
      await trpcClient.sharing.revokeLink.mutate({ id })
      toast('The link opens nothing any more')
      router.refresh()
    } catch (error) {
      toast.error(failureText(error))
    }
  }
  return (
    <KeepsFocus of={links}>
      {links.length === 0 ? (
        <p className="text-ink-2">None: nobody else can open anything of yours.</p>
      ) : (
        <LinkList links={links} onRevoke={revoke} titleOf={titleOf} />
      )}
    </KeepsFocus>
  )
}

const kinds = { interview: 'Interview', design: 'Design', sheet: 'Estimates' } as const
const titleOf = ({ subject, title }: OwnLinkRow) => `${kinds[subject.kind]}: ${title}`
