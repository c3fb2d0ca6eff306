import { valueAt } from '@/core/chain/linked-value'
import { linkPlace } from '@/core/chain/value-words'
import { requestName } from '@/core/design/describe'
import type { Block, Design } from '@/core/design/schema'
import type { AppliedFeed, EffectiveDesign } from './compose-design'
import { isEqual } from './is-equal'
import { isFromRequirement } from './read-requirements'
import type { InterviewState } from './state'

/** Something of the interview that a design which comes in has no place for. */
export interface ImportLoss {
  subject: string
  text: string
}

export interface ImportedDesign {
  /** To be stored. */
  design: Design
  losses: ImportLoss[]
}

/**
 * A design from outside as the design of an interview. What left it earlier and comes back unchanged changes nothing: goals
 * that requirements come to stay with them, and a value that a cell feeds stays the cell's. One that was changed meanwhile is
 * a change by hand (`letGo`).
 * @param own what `ownDesign` makes of the state
 */
export function importedDesign(state: InterviewState, own: EffectiveDesign, from: Design): ImportedDesign {
  const objectives = from.objectives?.filter(({ id }) => !isFromRequirement(id))
  const design: Design = { ...from, ...(objectives === undefined ? {} : { objectives }) }
  const feeds = own.feeds.filter(({ problem }) => problem === null)
  return {
    design: feeds.reduce((current, { link }) => withStoredValue(current, link, state.design, own.design), design),
    losses: [...lostTraffic(state.design, design), ...feeds.flatMap((feed) => lostFeed(feed, own.design, design))],
  }
}

type Link = AppliedFeed['link']

/** What is stored under a link, where the design that comes in has just what the cell made of it. */
function withStoredValue(design: Design, link: Link, stored: Design, fed: Design): Design {
  switch (link.target) {
    case 'request-rate':
      return { ...design, requests: unchanged(design.requests, fed.requests, stored.requests, link.request) }
    case 'objective': {
      if (!design.objectives) return design
      const { objectives = [] } = fed
      const kept = unchanged(design.objectives, objectives, stored.objectives ?? [], link.objective)
      return { ...design, objectives: kept }
    }
    case 'config': {
      const key = link.path.split('.')[0]!
      const [was, is] = [stored, fed].map(({ blocks }) => blocks.find(({ id }) => id === link.block)?.config?.[key])
      const blocks = design.blocks.map((block) =>
        block.id === link.block && isEqual(block.config?.[key], is) ? withSetting(block, key, was) : block,
      )
      return { ...design, blocks }
    }
  }
  return link satisfies never
}

/** The list with the stored thing of this id, where it has the very one that the cell made of it. */
function unchanged<T extends { id: string }>(list: T[], fed: readonly T[], stored: readonly T[], id: string): T[] {
  const thingIn = (things: readonly T[]) => things.find((thing) => thing.id === id)
  return list.map((each) => (each.id === id && isEqual(each, thingIn(fed)) ? (thingIn(stored) ?? each) : each))
}

/** @param value undefined takes the setting away, so that its default holds */
function withSetting(block: Block, key: string, value: unknown): Block {
  const { [key]: _, ...others } = block.config ?? {}
  return { ...block, config: value === undefined ? others : { ...others, [key]: value } }
}

const lostTraffic = (before: Design, after: Design): ImportLoss[] =>
  before.requests
    .filter(({ id }) => after.requests.every((request) => request.id !== id))
    .map(({ id }) => ({
      subject: requestName(before, id),
      text: 'this traffic of the problem is not in it: what is scored about it would find nothing.',
    }))

function lostFeed({ name, link }: AppliedFeed, before: Design, after: Design): ImportLoss[] {
  const value = valueAt(after, link)
  if (value === valueAt(before, link)) return []
  const subject = name.trim() || 'A cell of the estimates'
  const place = linkPlace(before, link)
  return [
    {
      subject,
      text:
        value === null
          ? `feeds ${place}, which is not in it.`
          : `would feed ${place} no longer: the value of the file would count.`,
    },
  ]
}
