'use client'

import type { FileProblem } from '@/core/design/validate'
import { Dialog } from '@/ui/overlay'

/** Everything wrong with a file that was to be opened. What was on the canvas is untouched. */
export function ImportProblems({
  problems,
  onClose,
}: {
  problems: readonly FileProblem[] | null
  onClose: () => void
}) {
  return (
    <Dialog
      open={problems !== null}
      onOpenChange={(open) => !open && onClose()}
      title="This file cannot be opened"
      description="Nothing was changed. Mend these places and open it again:"
      wide
    >
      <ul className="flex flex-col gap-2">
        {(problems ?? []).map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <code className="font-mono text-sm break-all text-bad">{path}</code>
            <span className="block">{message}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
