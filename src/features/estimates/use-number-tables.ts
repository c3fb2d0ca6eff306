import { useEffect, useState } from 'react'
import type { NumberTable } from '@/core/content/number-table'

export type NumberTables =
  | { state: 'loading' }
  | { state: 'failed'; retry: () => void }
  | { state: 'ready'; tables: readonly NumberTable[] }

let loading: Promise<readonly NumberTable[]> | null = null

/** Fetched once for as long as the page stands; what did not come is asked for again. */
function load(): Promise<readonly NumberTable[]> {
  loading ??= fetchTables().catch((error: unknown) => {
    loading = null
    throw error
  })
  return loading
}

async function fetchTables(): Promise<readonly NumberTable[]> {
  const response = await fetch('/numbers/tables')
  if (!response.ok) throw new Error(`the reference numbers: ${response.status}`)
  return (await response.json()) as readonly NumberTable[]
}

/** The reference numbers, which come only where somebody looks at them. */
export function useNumberTables(): NumberTables {
  const [result, setResult] = useState<NumberTables>({ state: 'loading' })
  useEffect(() => request(setResult), [])
  return result
}

function request(show: (result: NumberTables) => void): void {
  const retry = () => {
    show({ state: 'loading' })
    request(show)
  }
  load().then(
    (tables) => show({ state: 'ready', tables }),
    () => show({ state: 'failed', retry }),
  )
}
