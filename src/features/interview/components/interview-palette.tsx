'use client'

import { Box, FileQuestion, ListChecks, Plus, Zap } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { blockKinds } from '@/core/blocks/registry'
import type { Design } from '@/core/design/schema'
import { OUTLINE, type StepId } from '@/core/interview/outline'
import { ActionPalette, type PaletteAction, type PaletteGroup } from '@/ui/action-palette'
import { blockChoices } from './storing-blocks'

export interface InterviewPaletteProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  design: Design
  problems: readonly { slug: string; title: string }[]
  actions: readonly PaletteAction[]
  goToStep: (step: StepId) => void
  goToBlock: (id: string) => void
  /** Absent where nothing can be added. */
  addBlock?: (kind: string) => void
}

/** Ctrl+K: steps, actions, blocks and problems by a few letters. */
export function InterviewPalette(props: InterviewPaletteProps) {
  const { isOpen, onOpenChange, design, problems, actions, goToStep, goToBlock, addBlock } = props
  const router = useRouter()
  const groups: PaletteGroup[] = [
    {
      heading: 'Steps',
      actions: OUTLINE.map((step, index) => ({
        id: `step-${step.id}`,
        label: step.name,
        icon: <ListChecks size={14} aria-hidden />,
        hint: `Alt+${index + 1}`,
        onSelect: () => goToStep(step.id),
      })),
    },
    { heading: 'Actions', actions: actions.map((action) => ({ icon: <Zap size={14} aria-hidden />, ...action })) },
    {
      heading: 'Blocks of this design',
      actions: blockChoices(design).map(({ value, label }) => ({
        id: `block-${value}`,
        label,
        icon: <Box size={14} aria-hidden />,
        onSelect: () => goToBlock(value),
      })),
    },
    {
      heading: 'Add a block',
      actions: !addBlock
        ? []
        : blockKinds.map((kind) => ({
            id: `add-${kind.kind}`,
            label: `Add ${kind.name.toLowerCase()}`,
            keywords: [kind.purpose],
            icon: <Plus size={14} aria-hidden />,
            onSelect: () => addBlock(kind.kind),
          })),
    },
    {
      heading: 'Problems',
      actions: problems.map((problem) => ({
        id: `problem-${problem.slug}`,
        label: problem.title,
        icon: <FileQuestion size={14} aria-hidden />,
        onSelect: () => router.push(`/problems/${problem.slug}`),
      })),
    },
  ]
  return (
    <ActionPalette
      open={isOpen}
      onOpenChange={onOpenChange}
      groups={groups}
      placeholder="Find a step, an action, a block, a problem"
    />
  )
}
