import type { PaletteGroup } from '@/ui/commands'
import { isEmptySelection } from '../selection'
import { keyText } from '../key-caps'
import { canvasCommands } from './canvas-commands'
import type { CanvasController } from './canvas-controller'

/** Commands that mean something by name; the others only make sense as keys (walking, nudging). */
const always = [
  'connect',
  'select-all',
  'tidy',
  'snap',
  'find',
  'select-tool',
  'hand-tool',
  'zoom-in',
  'zoom-out',
  'zoom-full',
  'fit',
  'minimap',
]
const ofSelection = [
  'rename',
  'inspect',
  'duplicate',
  'delete',
  'spread-horizontal',
  'spread-vertical',
  'fit-selection',
]

/** What the palette finds on a canvas, besides the blocks. */
export function canvasActions(canvas: CanvasController): PaletteGroup[] {
  const named = new Set(isEmptySelection(canvas.selection) ? always : [...ofSelection, ...always])
  return [
    {
      heading: 'Canvas',
      actions: canvasCommands
        .filter(({ id, edits }) => named.has(id) && !(edits && canvas.readOnly))
        .map(({ id, label, keys, run }) => ({
          id: `canvas-${id}`,
          label,
          hint: keyText(keys[0]!),
          onSelect: () => {
            canvas.commitMoves()
            run(canvas)
          },
        })),
    },
  ]
}
