'use client'

import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import type { NumberTable } from '@/core/content/number-table'
import { useHydrated } from '@/ui/use-hydrated'
import { NumberBoard } from './number-board'
import type { NumberPick } from './number-row'

const copying: NumberPick = {
  verb: 'Copy',
  take: ({ src }) => {
    navigator.clipboard.writeText(src).then(
      () => toast.success(`Copied ${src}.`),
      () => toast.error('The browser did not allow copying. Select the text by hand.'),
    )
  },
}

/** The reference numbers as a page: for those who only look something up. The address names the table. */
export function NumbersPage({ tables }: { tables: readonly NumberTable[] }) {
  const isHydrated = useHydrated()
  const [table, setTable] = useState(tables[0]?.id ?? '')
  useEffect(() => {
    const follow = () => {
      const wanted = decodeURIComponent(window.location.hash.slice(1))
      if (tables.some(({ id }) => id === wanted)) setTable(wanted)
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [tables])
  return (
    <div data-ready={isHydrated || undefined}>
      <NumberBoard
        tables={tables}
        pick={copying}
        table={table}
        onTable={(id) => {
          setTable(id)
          window.history.replaceState(window.history.state, '', `#${id}`)
        }}
      />
    </div>
  )
}
