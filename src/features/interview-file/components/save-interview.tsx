'use client'

import { Download, FileJson, FileText } from 'lucide-react'
import { downloadText } from '@/features/canvas/design-files'
import { fileNameOf } from '@/ui/files'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button, IconButton } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { LazyMenu } from '@/ui/lazy-overlay'
import { toast } from '@/ui/toaster'

export interface SaveInterviewProps {
  id: string
  title: string
}

/** Hands the person a file, or says why there is none. */
async function hand(make: () => Promise<string>, name: string): Promise<void> {
  try {
    downloadText(await make(), name)
  } catch (error) {
    toast.error(failureText(error))
  }
}

const saveInterview = ({ id, title }: SaveInterviewProps) =>
  hand(
    async () => `${JSON.stringify(await trpcClient.interviewFile.save.query({ id }), null, 1)}\n`,
    fileNameOf(title, 'dryrun.json', 'interview'),
  )

const saveScore = ({ id, title }: SaveInterviewProps) =>
  hand(() => trpcClient.interviewFile.score.query({ id }), fileNameOf(title, 'score.json', 'interview'))

/** The whole of a finished interview as a file, or its score. */
export function SaveInterview(props: SaveInterviewProps) {
  const entries = [
    {
      id: 'save-interview',
      label: 'The interview, to open elsewhere',
      icon: <FileText size={14} aria-hidden />,
      hint: '.dryrun.json',
      onSelect: () => void saveInterview(props),
    },
    {
      id: 'save-score',
      label: 'The score, for other programs',
      icon: <FileJson size={14} aria-hidden />,
      hint: '.json',
      onSelect: () => void saveScore(props),
    },
  ]
  usePaletteGroups(() => [
    {
      heading: 'Save',
      actions: [
        { id: 'save-interview', label: 'Save the interview as a file', onSelect: () => void saveInterview(props) },
        { id: 'save-score', label: 'Save the score as JSON', onSelect: () => void saveScore(props) },
      ],
    },
  ])
  return <LazyMenu trigger={<Button icon={<Download size={14} aria-hidden />}>Save</Button>} entries={entries} />
}

/** The same for a row of a list: the interview alone. */
export function SaveInterviewIcon({ label, ...interview }: SaveInterviewProps & { label: string }) {
  return (
    <IconButton label={label} onClick={() => void saveInterview(interview)}>
      <Download size={16} aria-hidden />
    </IconButton>
  )
}
