'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/ui/button'
import { Input } from '@/ui/input'
import { linkAddress } from '../client'

/** A link just made, the only time that it can be seen. */
export function MadeLinkBox({ token }: { token: string }) {
  const address = linkAddress(token)
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  async function copy() {
    field.current?.select()
    // Without the permission, or on a page without https, the text stands selected for Ctrl+C.
    try {
      await navigator.clipboard.writeText(address)
      setIsCopied(true)
    } catch {
      setIsCopied(false)
    }
  }
  return (
    <div role="status" className="flex flex-col gap-1.5 rounded-md bg-good-soft p-3">
      <p className="font-medium">Copy it now: it is not shown again.</p>
      <div className="flex gap-2">
        <Input ref={field} readOnly aria-label="The new link" value={address} className="font-mono" />
        <Button
          className="shrink-0"
          icon={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={() => void copy()}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  )
}
