'use client'

import { Share2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Design } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { whenReachable } from '@/ui/fetched-part'
import type { SheetShareDialogProps } from './sheet-share-dialog'

// Fetched when somebody shares: most visits do not.
const InterviewShareDialog = dynamic(
  whenReachable(() => import('./interview-share-dialog').then((module) => module.InterviewShareDialog)),
  { ssr: false },
)
const DesignShareDialog = dynamic(
  whenReachable(() => import('./design-share-dialog').then((module) => module.DesignShareDialog)),
  {
    ssr: false,
  },
)

const SheetShareDialog = dynamic(
  whenReachable(() => import('./sheet-share-dialog').then((module) => module.SheetShareDialog)),
  {
    ssr: false,
  },
)

export interface ShareInterviewProps {
  interviewId: string
  isFinished: boolean
  size?: 'sm' | 'md'
}

/** Opens the links of an interview. */
export function ShareInterview({ interviewId, isFinished, size = 'md' }: ShareInterviewProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <OpenButton what="interview" size={size} onOpen={() => setIsOpen(true)} />
      {isOpen && <InterviewShareDialog {...{ interviewId, isFinished }} onOpenChange={setIsOpen} />}
    </>
  )
}

/** Opens the links of the design that is on the canvas. */
export function ShareDesign({ design }: { design: Design }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <OpenButton what="design" size="sm" onOpen={() => setIsOpen(true)} />
      {isOpen && <DesignShareDialog design={design} onOpenChange={setIsOpen} />}
    </>
  )
}

export interface ShareSheetProps extends Omit<SheetShareDialogProps, 'onOpenChange'> {
  isEmpty: boolean
}

/** Opens the links of the sheet on the estimates page. */
export function ShareSheet({ isEmpty, ...sheet }: ShareSheetProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <OpenButton what="estimates" size="sm" isDisabled={isEmpty} onOpen={() => setIsOpen(true)} />
      {isOpen && <SheetShareDialog {...sheet} onOpenChange={setIsOpen} />}
    </>
  )
}

interface OpenButtonProps {
  what: string
  isDisabled?: boolean
  size: 'sm' | 'md'
  onOpen: () => void
}

function OpenButton({ what, size, isDisabled = false, onOpen }: OpenButtonProps) {
  usePaletteGroups(() => [
    {
      heading: 'Share',
      actions: [{ id: 'share', label: `Share the ${what}`, keywords: ['link', 'invite', 'send'], onSelect: onOpen }],
    },
  ])
  return (
    <Button
      size={size}
      variant={size === 'sm' ? 'quiet' : 'default'}
      icon={<Share2 size={14} aria-hidden />}
      className="max-sm:px-2"
      aria-label={`Share the ${what}`}
      disabled={isDisabled}
      onClick={onOpen}
    >
      <span className="max-lg:sr-only">Share</span>
    </Button>
  )
}
