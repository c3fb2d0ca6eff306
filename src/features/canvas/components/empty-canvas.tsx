import { Users } from 'lucide-react'
import { Button } from '@/ui/button'
import { Kbd } from '@/ui/display'

export interface EmptyCanvasProps {
  readOnly: boolean
  /** It could be edited, were there room. */
  tooSmall: boolean
  onAdd: (kind: string) => void
  onExample?: () => void
  /** Leads to the list, which works on any screen. */
  onList?: () => void
}

/** The next action, where there is nothing yet. */
export function EmptyCanvas({ readOnly, tooSmall, onAdd, onExample, onList }: EmptyCanvasProps) {
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center p-6">
      <div className="pointer-events-auto flex max-w-88 flex-col items-start gap-3 rounded-md border border-line bg-surface p-5">
        <h2 className="text-md font-semibold">{readOnly ? 'Nothing has been drawn yet' : 'Start with who asks'}</h2>
        {tooSmall && (
          <>
            <p className="text-ink-2">
              This screen is too small to draw on. In the list you can add blocks and connect them here too.
            </p>
            <div className="flex flex-wrap gap-2">
              {onList && (
                <Button variant="primary" onClick={onList}>
                  Open the list
                </Button>
              )}
              {onExample && <Button onClick={onExample}>Put in an example</Button>}
            </div>
          </>
        )}
        {!readOnly && (
          <>
            <p className="text-ink-2">
              Add a client, then drag from its right edge to empty canvas to add what it calls. Or press <Kbd>/</Kbd> to
              add any block.
            </p>
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" icon={<Users size={14} aria-hidden />} onClick={() => onAdd('client')}>
                Add client
              </Button>
              {onExample && <Button onClick={onExample}>Put in an example</Button>}
            </div>
          </>
        )}
      </div>
    </div>
  )
}
