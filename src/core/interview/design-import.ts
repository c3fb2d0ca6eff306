import { requestName } from '@/core/design/describe'
import type { Block, Design, RequestClass } from '@/core/design/schema'
import { blockNameIn } from '@/core/design/block-name'
import { type AppliedFeed, ownDesign } from './effective-design'
import { isEqual } from './is-equal'
import { isFromRequirement } from './read-requirements'
import type { InterviewState } from './state'

/** Something of the interview that a design which comes in has no place for, and what becomes of it. */
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
 * left as it is, and `reduce` refuses it with the name of the cell.
 */
export function importedDesign(state: InterviewState, from: Design): ImportedDesign {
  const own = ownDesign(state)
  const objectives = from.objectives?.filter(({ id }) => !isFromRequirement(id))
  const design: Design = { ...from, ...(objectives === undefined ? {} : { objectives }) }
  const feeds = own.feeds.filter(({ problem }) => problem === null)
  return {
    design: feeds.reduce((current, { link }) => withStoredValue(current, link, state.design, own.design), design),
    losses: [...lostTraffic(state.design, design), ...lostFeeds(feeds, state.design, design)],
  }
}

/** The value that is stored under a link, where the design that comes in has the one that the cell fed. */
function withStoredValue(design: Design, link: AppliedFeed['link'], stored: Design, fed: Design): Design {
  if (link.target === 'request-rate') {
    const [was, is] = [requestIn(stored, link.request), requestIn(fed, link.request)]
    const requests = design.requests.map((each) =>
      was && each.id === link.request && isEqual(each.arrivals, is?.arrivals)
        ? { ...each, arrivals: was.arrivals }
        : each,
    )
    return { ...design, requests }
  }
  const key = link.path.split('.')[0]!
  const [was, is] = [settingIn(stored, link.block, key), settingIn(fed, link.block, key)]
  const blocks = design.blocks.map((block) =>
    block.id === link.block && isEqual(block.config?.[key], is) ? withSetting(block, key, was) : block,
  )
  return { ...design, blocks }
}

const requestIn = ({ requests }: Design, id: string): RequestClass | undefined =>
  requests.find((request) => request.id === id)

const settingIn = ({ blocks }: Design, id: string, key: string): unknown =>
  blocks.find((block) => block.id === id)?.config?.[key]

/** @param value undefined takes the setting away, so that its default holds */
function withSetting(block: Block, key: string, value: unknown): Block {
  const { [key]: _, ...others } = block.config ?? {}
  return { ...block, config: value === undefined ? others : { ...others, [key]: value } }
}

const lostTraffic = (before: Design, after: Design): ImportLoss[] =>
  before.requests
    .filter(({ id }) => !requestIn(after, id))
    .map(({ id }) => ({
      subject: requestName(before, id),
      text: 'this traffic of the problem is not in it: what is scored about it would find nothing.',
    }))

const lostFeeds = (feeds: readonly AppliedFeed[], before: Design, after: Design): ImportLoss[] =>
  feeds
    .filter(({ link }) =>
      link.target === 'request-rate'
        ? !requestIn(after, link.request)
        : after.blocks.every(({ id }) => id !== link.block),
    )
    .map(({ name, link }) => ({
      subject: name.trim() || 'A cell of the estimates',
      text: `feeds ${link.target === 'request-rate' ? requestName(before, link.request) : blockNameIn(before, link.block)}, which is not in it.`,
    }))
