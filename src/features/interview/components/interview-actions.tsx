import { ListChecks, Zap } from 'lucide-react'
import { OUTLINE } from '@/core/interview/outline'
import { designActions } from '@/features/canvas/design-actions'
import { showCommandOverlay } from '@/ui/command-overlay'
import type { PaletteAction, PaletteGroup } from '@/ui/commands'
import { toast } from '@/ui/toaster'
import { isCanvasStep } from './step-names'
import type { Frame } from './use-frame'
import type { Workspace } from './use-workspace'

/** What the palette finds in an interview: its steps, its actions and its blocks. */
export function interviewActions(workspace: Workspace, frame: Frame): PaletteGroup[] {
  const { design, goToStep, isReadOnly } = workspace
  return [
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
    {
      heading: 'Actions',
      actions: actionsOf(workspace, frame).map((action) => ({ icon: <Zap size={14} aria-hidden />, ...action })),
    },
    ...designActions(design, { goToBlock: frame.goToBlock, addBlock: isReadOnly ? undefined : frame.addBlock }),
  ]
}

function actionsOf(workspace: Workspace, { togglePanel, setIsFinishing }: Frame): PaletteAction[] {
  const { state, step, design, isFinished, simulation, blocked, goToStep, dispatch } = workspace
  const always: PaletteAction[] = [
    {
      id: 'run',
      label: 'Run the design',
      keywords: ['simulate', 'start'],
      onSelect: () => {
        if (!isCanvasStep(step)) goToStep('scaling')
        if (blocked === null) simulation.run(design)
        else toast(blocked)
      },
    },
    { id: 'panel', label: 'Guide and inspector', hint: 'Alt+0', onSelect: togglePanel },
    { id: 'shortcuts', label: 'Keyboard shortcuts', hint: '?', onSelect: () => showCommandOverlay('shortcuts') },
  ]
  if (isFinished) return always
  const isPaused = state.phase === 'paused'
  const pause: PaletteAction = {
    id: 'pause',
    label: isPaused ? 'Resume the clock' : 'Pause the clock',
    onSelect: () => void dispatch({ type: isPaused ? 'resumed' : 'paused' }),
  }
  return [
    ...always,
    { id: 'undo', label: 'Undo', hint: 'Ctrl+Z', onSelect: workspace.undo },
    { id: 'redo', label: 'Redo', hint: 'Ctrl+Y', onSelect: workspace.redo },
    ...(state.mode === 'practice' ? [pause] : []),
    { id: 'finish', label: 'Finish interview', onSelect: () => setIsFinishing(true) },
  ]
}
