import { showCommandOverlay } from '@/ui/command-overlay'
import type { ShortcutGroup } from '../shortcut-registry'
import type { Direction } from '../walk'
import type { CanvasController } from './canvas-controller'

export interface CanvasCommand {
  id: string
  label: string
  group: 'Edit' | 'Move and arrange' | 'Walk' | 'View'
  keys: readonly string[]
  /** Needs a canvas that may be edited. */
  edits?: boolean
  run: (canvas: CanvasController) => void
}

const directions: readonly (readonly [Direction, string])[] = [
  ['left', 'ArrowLeft'],
  ['right', 'ArrowRight'],
  ['up', 'ArrowUp'],
  ['down', 'ArrowDown'],
]

/** One command for each arrow key. */
function fourWays(
  command: Omit<CanvasCommand, 'id' | 'keys' | 'run'> & {
    id: string
    modifiers: string
    run: (canvas: CanvasController, direction: Direction) => void
  },
): CanvasCommand[] {
  const { id, modifiers, run, ...rest } = command
  return directions.map(([direction, key]) => ({
    ...rest,
    id: `${id}-${direction}`,
    keys: [`${modifiers}${key}`],
    run: (canvas) => run(canvas, direction),
  }))
}

/** An arrow moves what is chosen; with nothing chosen it walks, as there is nothing to move. */
function arrow(canvas: CanvasController, direction: Direction, far: boolean): void {
  if (canvas.selection.blocks.length > 0 && !canvas.readOnly) canvas.nudge(direction, far)
  else canvas.walker.walk(direction)
}

const alignments = { left: 'left', right: 'right', up: 'top', down: 'bottom' } as const

/** Every command of the canvas, with its keys: the key handler, the menus and the sheet of shortcuts all read this. */
export const canvasCommands: readonly CanvasCommand[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Ctrl+Z'],
    edits: true,
    run: (canvas) => canvas.rewind('undo'),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    edits: true,
    run: (canvas) => canvas.rewind('redo'),
  },
  { id: 'add', label: 'Add a block', group: 'Edit', keys: ['/'], edits: true, run: (canvas) => canvas.openAdd() },
  {
    id: 'connect',
    label: 'Connect to…',
    group: 'Edit',
    keys: ['C'],
    edits: true,
    run: (canvas) => canvas.openConnect(),
  },
  ...fourWays({
    id: 'add-beside',
    label: 'Add a connected block on that side',
    group: 'Edit',
    modifiers: 'Ctrl+',
    edits: true,
    run: (canvas, direction) => canvas.openAdd(direction),
  }),
  {
    id: 'rename',
    label: 'Rename',
    group: 'Edit',
    keys: ['Enter', 'F2'],
    edits: true,
    run: (canvas) => canvas.startRename(),
  },
  { id: 'inspect', label: 'Go to the settings', group: 'Edit', keys: ['I'], run: (canvas) => canvas.outside.inspect() },
  {
    id: 'duplicate',
    label: 'Duplicate',
    group: 'Edit',
    keys: ['Ctrl+D'],
    edits: true,
    run: (canvas) => canvas.duplicate(),
  },
  {
    id: 'delete',
    label: 'Delete',
    group: 'Edit',
    keys: ['Delete', 'Backspace'],
    edits: true,
    run: (canvas) => canvas.remove(),
  },
  {
    id: 'select-all',
    label: 'Select everything',
    group: 'Edit',
    keys: ['Ctrl+A'],
    run: (canvas) => canvas.selectAll(),
  },
  { id: 'escape', label: 'Select nothing', group: 'Edit', keys: ['Escape'], run: (canvas) => canvas.escape() },
  {
    id: 'save',
    label: 'Say whether it is saved',
    group: 'Edit',
    keys: ['Ctrl+S'],
    run: (canvas) => canvas.outside.save(),
  },
  ...fourWays({
    id: 'nudge',
    label: 'Move the selection',
    group: 'Move and arrange',
    modifiers: '',
    run: (canvas, direction) => arrow(canvas, direction, false),
  }),
  ...fourWays({
    id: 'nudge-far',
    label: 'Move it ten steps',
    group: 'Move and arrange',
    modifiers: 'Shift+',
    run: (canvas, direction) => arrow(canvas, direction, true),
  }),
  ...fourWays({
    id: 'align',
    label: 'Align on that side',
    group: 'Move and arrange',
    modifiers: 'Ctrl+Shift+',
    edits: true,
    run: (canvas, direction) => canvas.arranger.align(alignments[direction]),
  }),
  {
    id: 'spread-horizontal',
    label: 'Spread evenly across',
    group: 'Move and arrange',
    keys: ['Alt+Shift+H'],
    edits: true,
    run: (canvas) => canvas.arranger.distribute('horizontal'),
  },
  {
    id: 'spread-vertical',
    label: 'Spread evenly down',
    group: 'Move and arrange',
    keys: ['Alt+Shift+V'],
    edits: true,
    run: (canvas) => canvas.arranger.distribute('vertical'),
  },
  {
    id: 'tidy',
    label: 'Lay out along the links',
    group: 'Move and arrange',
    keys: ['T'],
    edits: true,
    run: (canvas) => canvas.arranger.tidy(),
  },
  {
    id: 'snap',
    label: 'Snap to the grid, on or off',
    group: 'Move and arrange',
    keys: ["Ctrl+'"],
    edits: true,
    run: (canvas) => {
      const snap = !canvas.ui.getState().snap
      canvas.ui.setState({ snap })
      canvas.say(snap ? 'Snap to grid on' : 'Snap to grid off')
    },
  },
  ...fourWays({
    id: 'walk',
    label: 'Go along a link, or to the nearest block',
    group: 'Walk',
    modifiers: 'Alt+',
    run: (canvas, direction) => canvas.walker.walk(direction),
  }),
  ...fourWays({
    id: 'extend',
    label: 'The same, adding to the selection',
    group: 'Walk',
    modifiers: 'Alt+Shift+',
    run: (canvas, direction) => canvas.walker.walk(direction, true),
  }),
  {
    id: 'next',
    label: 'Next block',
    group: 'Walk',
    keys: ['PageDown'],
    run: (canvas) => canvas.walker.inOrder('next'),
  },
  {
    id: 'previous',
    label: 'Previous block',
    group: 'Walk',
    keys: ['PageUp'],
    run: (canvas) => canvas.walker.inOrder('previous'),
  },
  { id: 'first', label: 'First block', group: 'Walk', keys: ['Home'], run: (canvas) => canvas.walker.inOrder('first') },
  { id: 'last', label: 'Last block', group: 'Walk', keys: ['End'], run: (canvas) => canvas.walker.inOrder('last') },
  { id: 'links', label: 'Next link of the block', group: 'Walk', keys: ['L'], run: (canvas) => canvas.walker.links(1) },
  {
    id: 'links-back',
    label: 'Previous link of the block',
    group: 'Walk',
    keys: ['Shift+L'],
    run: (canvas) => canvas.walker.links(-1),
  },
  { id: 'find', label: 'Find a block', group: 'Walk', keys: ['Ctrl+F'], run: (canvas) => canvas.openFind() },
  {
    id: 'menu',
    label: 'Menu of the selection',
    group: 'Walk',
    keys: ['Shift+F10', 'ContextMenu'],
    run: (canvas) => canvas.openMenu(),
  },
  {
    id: 'select-tool',
    label: 'Select with the mouse',
    group: 'View',
    keys: ['V'],
    run: (canvas) => canvas.ui.setState({ tool: 'select' }),
  },
  {
    id: 'hand-tool',
    label: 'Move the view with the mouse',
    group: 'View',
    keys: ['H'],
    run: (canvas) => canvas.ui.setState({ tool: 'hand' }),
  },
  {
    id: 'zoom-in',
    label: 'Zoom in',
    group: 'View',
    keys: ['Ctrl++', 'Ctrl+='],
    run: (canvas) => canvas.focus.zoom('in'),
  },
  { id: 'zoom-out', label: 'Zoom out', group: 'View', keys: ['Ctrl+-'], run: (canvas) => canvas.focus.zoom('out') },
  {
    id: 'zoom-full',
    label: 'Zoom to 100 %',
    group: 'View',
    keys: ['Ctrl+0'],
    run: (canvas) => canvas.focus.zoom('full'),
  },
  { id: 'fit', label: 'Show everything', group: 'View', keys: ['Shift+1'], run: (canvas) => canvas.focus.fit() },
  {
    id: 'fit-selection',
    label: 'Show the selection',
    group: 'View',
    keys: ['Shift+2'],
    run: (canvas) => canvas.focus.fit(canvas.selection.blocks),
  },
  {
    id: 'minimap',
    label: 'Overview map, on or off',
    group: 'View',
    keys: ['M'],
    run: (canvas) => canvas.ui.setState(({ minimap }) => ({ minimap: !minimap })),
  },
  {
    id: 'sheet',
    label: 'This list of shortcuts',
    group: 'View',
    keys: ['?'],
    run: () => showCommandOverlay('shortcuts'),
  },
]

export function commandById(id: string): CanvasCommand {
  const command = canvasCommands.find((candidate) => candidate.id === id)
  if (command === undefined) throw new Error(`no canvas command ${id}`)
  return command
}

/** For the sheet: commands that differ only in the arrow key share a line. */
export const canvasShortcuts: readonly ShortcutGroup[] = (['Edit', 'Move and arrange', 'Walk', 'View'] as const).map(
  (title) => {
    const lines = new Map<string, string[]>()
    for (const { label, keys, group } of canvasCommands) {
      if (group !== title) continue
      const arrows = keys.map((key) => key.replace(/Arrow(Left|Right|Up|Down)$/, 'arrows'))
      lines.set(label, [...new Set([...(lines.get(label) ?? []), ...arrows])])
    }
    if (title === 'Edit') lines.set('Copy, cut, paste', ['Ctrl+C', 'Ctrl+X', 'Ctrl+V'])
    return { title: `Canvas: ${title.toLowerCase()}`, shortcuts: [...lines].map(([label, keys]) => ({ label, keys })) }
  },
)
