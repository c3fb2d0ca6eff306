'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { Notice } from '@/ui/display'
import { useHydrated } from '@/ui/use-hydrated'

/** Downloads everything the account holds as one JSON file. */
export function ExportButton() {
  const isHydrated = useHydrated()
  const [state, setState] = useState<{ isWorking: boolean; failure: string | null }>({
    isWorking: false,
    failure: null,
  })

  async function download(): Promise<void> {
    setState({ isWorking: true, failure: null })
    try {
      const everything = await trpcClient.account.exportAll.query()
      saveFile(`dryrun-export-${new Date().toISOString().slice(0, 10)}.json`, JSON.stringify(everything, null, 2))
      setState({ isWorking: false, failure: null })
    } catch (error) {
      setState({ isWorking: false, failure: failureText(error) })
    }
  }

  usePaletteGroups(() => [
    {
      heading: 'Account',
      actions: [{ id: 'account-export', label: 'Export everything', onSelect: () => void download() }],
    },
  ])

  return (
    <>
      <Button
        icon={<Download size={14} aria-hidden />}
        disabled={!isHydrated || state.isWorking}
        onClick={() => void download()}
      >
        {state.isWorking ? 'Collecting ...' : 'Export everything'}
      </Button>
      {state.failure !== null && <Notice tone="bad">{state.failure}</Notice>}
    </>
  )
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
