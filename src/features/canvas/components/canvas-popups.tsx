import { useEffect, useMemo, useRef } from 'react'
import { blockKinds } from '@/core/blocks/registry'
import type { Design } from '@/core/design/schema'
import type { MenuEntry } from '@/ui/overlay'
import { PointMenu } from '@/ui/point-menu'
import { BlockIcon } from '../block-icons'
import { addBlock, type Joint } from '../canvas-edits'
import { keyText } from '../key-caps'
import { titleOf, wiringOf } from '../wiring'
import { type Popup, useCanvasUi } from './canvas-context'
import type { CanvasController } from './canvas-controller'
import { commandById } from './canvas-commands'
import { blockEntries, targetEntries } from './block-entries'
import { PickList, type PickEntry } from './pick-list'

export interface CanvasPopupsProps {
  canvas: CanvasController
  design: Design
  run: (command: string) => void
  copy: (how: 'copy' | 'cut') => void
  paste: () => void
}

/** Whatever floats over the canvas: quick add, connect, find, the context menu. */
export function CanvasPopups(props: CanvasPopupsProps) {
  const popup = useCanvasUi((ui) => ui.popup)
  if (popup === null) return null
  if (popup.kind === 'menu') return <CanvasMenu {...props} popup={popup} />
  return (
    <Floating at={popup.at} onLeave={() => props.canvas.closePopup()}>
      {popup.kind === 'add' && <QuickAdd {...props} popup={popup} />}
      {popup.kind === 'connect' && <ConnectPicker {...props} from={popup.from} />}
      {popup.kind === 'find' && <BlockFinder {...props} />}
    </Floating>
  )
}

/** Kept inside the window, whatever place was asked for. */
function Floating({
  at,
  onLeave,
  children,
}: {
  at: { x: number; y: number }
  onLeave: () => void
  children: React.ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onLeave()
    }
    document.addEventListener('pointerdown', onPointerDown, { capture: true })
    return () => document.removeEventListener('pointerdown', onPointerDown, { capture: true })
  }, [onLeave])
  return (
    <div
      ref={box}
      className="fixed z-40 rounded-md border border-line bg-raised text-ink shadow-float"
      style={{
        left: `clamp(8px, ${at.x}px, calc(100vw - 300px))`,
        top: `clamp(8px, ${at.y}px, calc(100dvh - 440px))`,
      }}
    >
      {children}
    </div>
  )
}

function QuickAdd({ canvas, design, popup }: CanvasPopupsProps & { popup: Extract<Popup, { kind: 'add' }> }) {
  const entries = useMemo(() => kindEntries(design, popup.joint), [design, popup.joint])
  return (
    <PickList
      label={popup.joint === null ? 'Block to add' : 'Block to add and connect'}
      placeholder="Add a block…"
      entries={entries}
      empty="No block is called that."
      onCancel={() => canvas.closePopup()}
      onPick={(kind) => {
        canvas.ui.setState({ popup: null })
        canvas.add(kind, popup.place, popup.joint)
      }}
    />
  )
}

/** Kinds that make sense at this end of a link come first; the others say why not. */
function kindEntries(design: Design, joint: Joint | null): PickEntry[] {
  const places = new Map<string, { x: number; y: number }>()
  const entries = blockKinds.map((kind): PickEntry => {
    const outcome = joint === null ? null : addBlock(design, places, kind.kind, { x: 0, y: 0 }, joint)
    return {
      id: kind.kind,
      label: kind.name,
      detail: kind.purpose,
      icon: <BlockIcon name={kind.icon} size={16} className="shrink-0 text-ink-2" />,
      refusal: outcome === null || outcome.ok ? null : outcome.reason,
    }
  })
  return entries.sort((a, b) => Number(Boolean(a.refusal)) - Number(Boolean(b.refusal)))
}

function ConnectPicker({ canvas, design, from }: CanvasPopupsProps & { from: string }) {
  const title = titleOf(wiringOf(design), from)
  return (
    <PickList
      label={`Connect ${title} to`}
      placeholder={`Connect ${title} to…`}
      entries={useMemo(() => targetEntries(design, from), [design, from])}
      empty="No block is called that."
      onCancel={() => canvas.closePopup()}
      onPick={(to) => {
        canvas.connect(from, to)
        canvas.ui.setState({ popup: null })
        canvas.focus.block(from)
      }}
    />
  )
}

function BlockFinder({ canvas, design }: CanvasPopupsProps) {
  const entries = useMemo(() => blockEntries(design), [design])
  return (
    <PickList
      label="Find a block"
      placeholder="Find a block…"
      entries={entries}
      empty="No block is called that."
      onCancel={() => canvas.closePopup()}
      onHover={(id) => id !== null && canvas.focus.reveal([id])}
      onPick={(id) => {
        canvas.ui.setState({ popup: null })
        canvas.select({ blocks: [id], links: [] })
        canvas.focus.block(id)
      }}
    />
  )
}

function CanvasMenu({
  canvas,
  run,
  copy,
  paste,
  popup,
}: CanvasPopupsProps & { popup: Extract<Popup, { kind: 'menu' }> }) {
  const { blocks, links } = canvas.selection
  const entry = (id: string, more: Partial<MenuEntry> = {}): MenuEntry => {
    const command = commandById(id)
    return { id, label: command.label, hint: keyText(command.keys[0]!), onSelect: () => run(id), ...more }
  }
  const clipboard: MenuEntry[] = [
    { id: 'cut', label: 'Cut', hint: 'Ctrl+X', onSelect: () => copy('cut') },
    { id: 'copy', label: 'Copy', hint: 'Ctrl+C', onSelect: () => copy('copy') },
  ]
  const pasteEntry: MenuEntry = { id: 'paste', label: 'Paste', hint: 'Ctrl+V', onSelect: paste }
  const entries: (MenuEntry | 'separator')[] = canvas.readOnly
    ? [entry('fit'), entry('find')]
    : blocks.length > 0
      ? [
          ...(blocks.length === 1
            ? [entry('rename'), entry('connect'), entry('inspect'), 'separator' as const]
            : alignEntries(entry)),
          ...clipboard,
          entry('duplicate'),
          'separator',
          entry('delete', { danger: true }),
        ]
      : links.length > 0
        ? [entry('inspect'), 'separator', entry('delete', { danger: true })]
        : [
            {
              ...entry('add'),
              onSelect: () => canvas.open({ kind: 'add', at: popup.at, place: popup.place, joint: null }),
            },
            pasteEntry,
            entry('select-all'),
            'separator',
            entry('tidy'),
            entry('fit'),
          ]
  return (
    <PointMenu
      label="Canvas menu"
      at={popup.at}
      entries={entries}
      onClose={() => {
        // a command may have opened something else meanwhile
        if (canvas.ui.getState().popup === popup) canvas.closePopup()
      }}
    />
  )
}

function alignEntries(entry: (id: string, more?: Partial<MenuEntry>) => MenuEntry): (MenuEntry | 'separator')[] {
  return [
    entry('align-left', { label: 'Align left' }),
    entry('align-right', { label: 'Align right' }),
    entry('align-up', { label: 'Align top' }),
    entry('align-down', { label: 'Align bottom' }),
    entry('spread-horizontal'),
    entry('spread-vertical'),
    entry('tidy'),
    'separator',
  ]
}
