'use client'

import { CircleHelp, CircleSlash, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { ReadDesign } from '@/core/design/formats/read-foreign'
import { renderSvg } from '@/core/design/drawing/render-svg'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import { shownTheme } from '@/ui/theme-switch'

/** Something on the canvas that a design which replaces it has no place for. */
export interface ImportLoss {
  subject: string
  text: string
}

export interface ImportPreviewProps {
  read: Extract<ReadDesign, { ok: true }>
  /** Where it comes from, in words. */
  source: string
  losses: readonly ImportLoss[]
  /** Whether there is something that it would replace. */
  hasDesign: boolean
  onReplace: () => void
  onAdd: () => void
  onClose: () => void
}

/** What would come in, what was guessed and what stays behind, before anything is changed. */
export function ImportPreview({ read, source, losses, hasDesign, onReplace, onAdd, onClose }: ImportPreviewProps) {
  const { design, guesses, notUnderstood } = read
  const picture = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(renderSvg(design, { theme: shownTheme() }))}`,
    [design],
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Import from ${source}`}
      description={`${counted(design.blocks.length, 'block')} and ${counted(design.links.length, 'link')} come in. Nothing is changed yet.`}
      wide
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {hasDesign && <Button onClick={onAdd}>Add to this design</Button>}
          <Button variant="primary" onClick={onReplace}>
            {hasDesign ? 'Replace this design' : 'Import'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {/* A picture of the browser's own making: there is nothing to optimise. */}
        <img src={picture} alt={`The design as it would come in: ${design.title}`} className={pictureLook} />
        {losses.length > 0 && (
          <Remarks
            title="Lost by replacing"
            none=""
            icon={<TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-warn" />}
            remarks={losses}
          />
        )}
        <Remarks
          title="Left out, or not known"
          none="Everything in it was understood."
          icon={<CircleSlash size={14} aria-hidden className="mt-0.5 shrink-0 text-warn" />}
          remarks={notUnderstood.map(({ where, text }) => ({ subject: where, text }))}
        />
        <Remarks
          title="Guessed"
          none="Nothing had to be guessed."
          icon={<CircleHelp size={14} aria-hidden className="mt-0.5 shrink-0 text-info" />}
          remarks={guesses}
        />
      </div>
    </Dialog>
  )
}

const pictureLook = 'max-h-64 w-full rounded-md border border-line bg-ground object-contain'

const counted = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

interface RemarksProps {
  title: string
  /** Said where there is nothing. */
  none: string
  icon: React.ReactNode
  remarks: readonly { subject: string; text: string }[]
}

function Remarks({ title, none, icon, remarks }: RemarksProps) {
  const heading = `import-${title.toLowerCase().replaceAll(' ', '-')}`
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="font-semibold">
        {title}
        {remarks.length > 0 && <span className="font-normal text-ink-2"> ({remarks.length})</span>}
      </h3>
      {remarks.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <ul aria-label={title} className="mt-1 flex flex-col gap-1">
          {remarks.map(({ subject, text }) => (
            <li key={`${subject} ${text}`} className="flex items-start gap-1.5">
              {icon}
              <span className="wrap-anywhere">
                {subject !== '' && <span className="font-medium">{subject}: </span>}
                {text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
