import { blockKind } from '@/core/blocks/registry'
import { blockName, blockNameIn } from '@/core/design/block-name'
import { faultName, faultTitle, objectiveSubject, requestName } from '@/core/design/describe'
import { settingOf } from '@/core/design/design-differences'
import type { SingleDesignEdit } from '@/core/design/edit-schema'
import type { DesignEdit } from '@/core/design/edits'
import type { Block, Design } from '@/core/design/schema'
import type { Change, ChangeTarget } from './replay-change'

/** What one edit changed in a design. `design` is from before it. */
export function designChange(design: Design, edit: DesignEdit): Change {
  if (edit.type !== 'together') return singleChange(design, edit)
  const changes = edit.edits.map((single) => singleChange(design, single))
  const targets = changes.flatMap((change) => change.targets)
  const others = changes.length - 1
  return { text: `${changes[0]?.text ?? 'Changed the design'}${others > 0 ? `, and ${others} more` : ''}`, targets }
}

function targetsOf(kind: ChangeTarget['kind'], things: readonly { id: string }[]): ChangeTarget[] {
  return things.map(({ id }) => ({ kind, id }))
}

const one = (kind: ChangeTarget['kind'], id: string, text: string): Change => ({ text, targets: [{ kind, id }] })

type BlockEdit = Extract<SingleDesignEdit, { type: `block-${string}` | `blocks-${string}` }>
type LinkEdit = Extract<SingleDesignEdit, { type: `link-${string}` | `links-${string}` }>
type WholeEdit = Extract<
  SingleDesignEdit,
  { type: 'pasted' | 'put-back' | 'title-changed' | 'regions-changed' | 'design-replaced' }
>
/** Of what belongs to the design as a whole: its traffic, its objectives, its faults. */
type ListedEdit = Exclude<SingleDesignEdit, BlockEdit | LinkEdit | WholeEdit>

function singleChange(design: Design, edit: SingleDesignEdit): Change {
  switch (edit.type) {
    case 'block-added':
    case 'block-changed':
    case 'blocks-moved':
    case 'blocks-removed':
      return blockChange(design, edit)
    case 'link-added':
    case 'link-changed':
    case 'links-removed':
      return linkChange(design, edit)
    case 'pasted':
    case 'put-back':
    case 'title-changed':
    case 'regions-changed':
    case 'design-replaced':
      return wholeChange(design, edit)
    default:
      return listedChange(design, edit)
  }
}

function blockChange(design: Design, edit: BlockEdit): Change {
  const name = (id: string) => blockNameIn(design, id)
  switch (edit.type) {
    case 'block-added':
      return one('block', edit.block.id, `Added the block ${blockName(edit.block)}${kindBeside(edit.block)}`)
    case 'block-changed': {
      const { id, patch } = edit
      const block = design.blocks.find((candidate) => candidate.id === id)
      const newName = typeof patch.name === 'string' && block ? blockName({ ...block, name: patch.name }) : name(id)
      if (newName !== name(id)) return one('block', id, `Renamed ${name(id)} to ${newName}`)
      return one('block', id, `Changed ${settingsText(design, edit)} of ${name(id)}`)
    }
    case 'blocks-moved':
      return {
        text: `Moved ${several(edit.moves.map(({ id }) => name(id)))}`,
        targets: targetsOf('block', edit.moves),
      }
    case 'blocks-removed':
      return { text: `Removed ${several(edit.ids.map(name))}`, targets: edit.ids.map((id) => ({ kind: 'block', id })) }
  }
}

function kindBeside(block: Block): string {
  const kind = blockKind(block.kind).name
  return blockName(block) === kind ? '' : ` (${kind})`
}

function settingsText(design: Design, { id, patch }: Extract<BlockEdit, { type: 'block-changed' }>): string {
  const keys = [...Object.keys(patch.config ?? {}), ...(patch.configReset ?? [])]
  const [key] = keys
  if (key === undefined) return 'the name or place'
  if (keys.length > 1) return `${keys.length} settings`
  const kind = design.blocks.find((block) => block.id === id)?.kind ?? ''
  return `“${settingOf(kind, key)?.label ?? key}”`
}

function linkChange(design: Design, edit: LinkEdit): Change {
  switch (edit.type) {
    case 'link-added': {
      const { id, from, to } = edit.link
      return one('link', id, `Linked ${blockNameIn(design, from)} to ${blockNameIn(design, to)}`)
    }
    case 'link-changed':
      return one('link', edit.id, `Changed the link ${linkName(design, edit.id)}`)
    case 'links-removed': {
      const text = `Removed ${several(
        edit.ids.map((id) => `the link ${linkName(design, id)}`),
        'links',
      )}`
      return { text, targets: edit.ids.map((id) => ({ kind: 'link', id })) }
    }
  }
}

/** "Orders → Database"; the id of a link that is not there. */
export function linkName(design: Design, id: string): string {
  const link = design.links.find((each) => each.id === id)
  return link ? `${blockNameIn(design, link.from)} → ${blockNameIn(design, link.to)}` : id
}

function wholeChange(design: Design, edit: WholeEdit): Change {
  switch (edit.type) {
    case 'pasted':
      return {
        text: `Pasted ${several(edit.blocks.map(blockName))}`,
        targets: [...targetsOf('block', edit.blocks), ...targetsOf('link', edit.links)],
      }
    case 'put-back': {
      const blocks = edit.blocks.map(({ value }) => value)
      const links = edit.links.map(({ value }) => value)
      const names = [
        ...blocks.map(blockName),
        ...links.map(({ from, to }) => `the link ${blockNameIn(design, from)} → ${blockNameIn(design, to)}`),
      ]
      return {
        text: `Put back ${names.length === 0 ? 'what was removed' : several(names, 'parts')}`,
        targets: [...targetsOf('block', blocks), ...targetsOf('link', links)],
      }
    }
    case 'title-changed':
      return { text: `Called the design “${edit.title}”`, targets: [] }
    case 'regions-changed':
      return { text: 'Changed the regions', targets: [] }
    case 'design-replaced':
      return { text: `Put in another design, of ${edit.design.blocks.length} blocks`, targets: [] }
  }
}

function listedChange(design: Design, edit: ListedEdit): Change {
  switch (edit.type) {
    case 'request-added':
      return one('request', edit.request.id, `Added the traffic ${edit.request.name || edit.request.id}`)
    case 'request-changed':
      return one('request', edit.id, `Changed the traffic ${requestName(design, edit.id)}`)
    case 'request-removed':
      return one('request', edit.id, `Removed the traffic ${requestName(design, edit.id)}`)
    case 'objective-added':
      return one('objective', edit.objective.id, `Added an objective: ${objectiveSubject(edit.objective, design)}`)
    case 'objective-changed':
      return one('objective', edit.objective.id, `Changed an objective: ${objectiveSubject(edit.objective, design)}`)
    case 'objective-removed':
      return one('objective', edit.id, 'Removed an objective')
    case 'fault-added':
      return one('fault', edit.fault.id, `Added a fault: ${faultTitle(design, edit.fault)}`)
    case 'fault-changed':
      return one('fault', edit.fault.id, `Changed a fault: ${faultTitle(design, edit.fault)}`)
    case 'fault-removed':
      return one('fault', edit.id, `Removed a fault: ${faultName(design, edit.id)}`)
  }
}

/** One or two by their names, more by their number. */
function several(names: readonly string[], noun = 'blocks'): string {
  return names.length <= 2 ? names.join(' and ') : `${names.length} ${noun}`
}
