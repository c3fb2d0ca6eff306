'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/ui/button'
import { Input } from '@/ui/input'
import { linkAddress } from '../client'
import { EMBED_SIZE, embedCode } from '../embed-code'

export interface MadeLinkBoxProps {
  token: string
  /** Whether what it opens may stand in a frame of another site. */
  isEmbeddable?: boolean
}

/** A link just made, the only time that it can be seen. */
export function MadeLinkBox({ token, isEmbeddable = false }: MadeLinkBoxProps) {
  return (
    <div role="status" className="flex flex-col gap-1.5 rounded-md bg-good-soft p-3">
      <p className="font-medium">Copy it now: it is not shown again.</p>
      <CopyField label="The new link" text={linkAddress(token)} isFirst />
      {isEmbeddable && (
        <>
          <p className="pt-1 text-ink-2">To show it inside another page:</p>
          <CopyField
            label="Code to embed it"
            text={embedCode({ ...EMBED_SIZE, origin: location.origin, token, title: 'A design' })}
          />
        </>
      )}
    </div>
  )
}

function CopyField({ label, text, isFirst = false }: { label: string; text: string; isFirst?: boolean }) {
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isFirst) return
    field.current?.focus()
    selectAll(field.current)
  }, [isFirst])
  async function copy() {
    selectAll(field.current)
    // Without the permission, or on a page without https, the text stands selected for Ctrl+C.
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      setIsCopied(false)
    }
  }
  return (
    <div className="flex gap-2">
      <Input ref={field} readOnly aria-label={label} value={text} className="font-mono" />
      <Button
        className="shrink-0"
        aria-label={isFirst ? undefined : `Copy: ${label.toLowerCase()}`}
        icon={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        onClick={() => void copy()}
      >
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}

/** From the end, so that a narrow field shows how the text begins. */
function selectAll(field: HTMLInputElement | null): void {
  field?.setSelectionRange(0, field.value.length, 'backward')
  if (field) field.scrollLeft = 0
}
