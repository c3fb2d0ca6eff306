'use client'

import { FolderOpen } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { FileProblem } from '@/core/design/validate'
import { asSomebody } from '@/features/account/as-somebody'
import { SignInError } from '@/features/account/sign-in'
import { ImportProblems } from '@/features/canvas/components/import-problems'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { toast } from '@/ui/toaster'
import { useHydrated } from '@/ui/use-hydrated'

/** Opens the file of an interview as a finished one of one's own. What is wrong with a file is said, and nothing is changed. */
export function OpenInterviewFile() {
  const router = useRouter()
  const isHydrated = useHydrated()
  const input = useRef<HTMLInputElement>(null)
  const [isOpening, setIsOpening] = useState(false)
  const [problems, setProblems] = useState<readonly FileProblem[] | null>(null)
  const choose = () => input.current?.click()
  usePaletteGroups(() => [
    {
      heading: 'Interviews',
      actions: [{ id: 'interview-open-file', label: 'Open an interview from a file', onSelect: choose }],
    },
  ])

  async function open(file: File) {
    setIsOpening(true)
    try {
      // the reader of files is large, and few come here to open one
      const { MAX_FILE_CHARS, parseInterviewText } = await import('@/core/scoring/interview-file')
      if (file.size > MAX_FILE_CHARS) {
        setProblems([{ path: file.name, message: `is larger than ${MAX_FILE_CHARS / 1e6} MB: no interview is` }])
        return
      }
      const parsed = parseInterviewText(await file.text())
      if (!parsed.ok) setProblems(parsed.problems)
      else {
        const { id } = await asSomebody(() => trpcClient.interviewFile.open.mutate({ file: parsed.file }))
        router.push(`/interview/${id}/report`)
      }
    } catch (error) {
      toast.error(error instanceof SignInError ? error.message : failureText(error))
    } finally {
      setIsOpening(false)
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json"
        aria-label="Interview file to open"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) void open(chosen)
          // the same file can be chosen again after it was mended
          event.target.value = ''
        }}
      />
      <Button icon={<FolderOpen size={14} aria-hidden />} disabled={!isHydrated || isOpening} onClick={choose}>
        {isOpening ? 'Opening' : 'Open a file'}
      </Button>
      <ImportProblems problems={problems} onClose={() => setProblems(null)} />
    </>
  )
}
