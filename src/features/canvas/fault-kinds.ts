import { blockKind } from '@/core/blocks/registry'
import { faultTitle } from '@/core/design/describe'
import type { Design, Fault } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'

export type FaultKind = Fault['kind']
/** A parameter of a fault beside its time. `request` and `target` name what it acts on. */
export type FaultParameter =
  | 'target'
  | 'request'
  | 'instances'
  | 'factor'
  | 'ratio'
  | 'share'
  | 'zone'
  | 'region'
  | 'offsetS'
  | 'atATime'

export interface FaultInfo {
  kind: FaultKind
  label: string
  help: string
  parameters: readonly FaultParameter[]
}

export const FAULTS: readonly FaultInfo[] = [
  {
    kind: 'crash',
    label: 'Crash',
    help: 'Instances stop at once; what they worked on is lost.',
    parameters: ['target', 'instances'],
  },
  {
    kind: 'slow',
    label: 'Slow block',
    help: 'Everything the block does takes so many times as long.',
    parameters: ['target', 'factor', 'instances'],
  },
  {
    kind: 'spike',
    label: 'Traffic spike',
    help: 'A request class comes in at so many times its rate.',
    parameters: ['request', 'factor'],
  },
  {
    kind: 'cache-flush',
    label: 'Cache flush',
    help: 'The cache forgets everything at once, and the store gets all the reads.',
    parameters: ['target'],
  },
  {
    kind: 'hot-key',
    label: 'Hot key',
    help: 'A share of the requests of a class suddenly asks for one and the same key.',
    parameters: ['request', 'share'],
  },
  { kind: 'zone-outage', label: 'Zone outage', help: 'Everything in a zone is gone.', parameters: ['zone'] },
  { kind: 'region-outage', label: 'Region outage', help: 'Everything in a region is gone.', parameters: ['region'] },
  { kind: 'partition', label: 'Network partition', help: 'Two sides cannot reach each other.', parameters: [] },
  {
    kind: 'packet-loss',
    label: 'Packet loss',
    help: 'A share of the messages to a block is lost.',
    parameters: ['target', 'ratio'],
  },
  {
    kind: 'dependency-error',
    label: 'Failing dependency',
    help: 'A share of the calls to a block fails.',
    parameters: ['target', 'ratio'],
  },
  {
    kind: 'consumer-stop',
    label: 'Consumer stops',
    help: 'A worker takes nothing more from its queue.',
    parameters: ['target'],
  },
  { kind: 'clock-skew', label: 'Wrong clock', help: 'The clock of a block is off.', parameters: ['target', 'offsetS'] },
  {
    kind: 'pause',
    label: 'Pause',
    help: 'Instances stop, keep what they have, and go on.',
    parameters: ['target', 'instances'],
  },
  {
    kind: 'deploy',
    label: 'Deployment',
    help: 'Instances are replaced a few at a time.',
    parameters: ['target', 'atATime'],
  },
]

export function faultInfo(kind: FaultKind): FaultInfo {
  return FAULTS.find((info) => info.kind === kind)!
}

/** Blocks a fault of this kind can act on: something that can fail, and where it takes more than that, something that has it. */
export function faultTargets(design: Design, kind: FaultKind): string[] {
  return design.blocks
    .filter((block) => {
      const { traits, readsTimeOfDay } = blockKind(block.kind)
      if (kind === 'cache-flush') return traits.caches
      if (kind === 'clock-skew') return readsTimeOfDay?.(block.config) === true
      return kind === 'consumer-stop' ? traits.consumes : !traits.startsRequests
    })
    .map((block) => block.id)
}

/** When a fault is first added: after the run has settled, and long enough to see the recovery. */
const WHEN = { atS: 20, forS: 10 }

/** A fault with sensible first values, or null when the design has nothing for it to act on. */
export function firstFault(design: Design, kind: FaultKind, id: string): Fault | null {
  if (kind === 'partition') return null
  if (kind === 'spike' || kind === 'hot-key') {
    const request = design.requests[0]?.id
    if (request === undefined) return null
    return kind === 'spike' ? { id, kind, request, factor: 3, ...WHEN } : { id, kind, request, share: 0.3, ...WHEN }
  }
  if (kind === 'zone-outage') {
    const zone = design.blocks.find((block) => block.zone !== undefined)?.zone
    return zone === undefined ? null : { id, kind, zone, ...WHEN }
  }
  if (kind === 'region-outage') {
    const region = design.blocks.find((block) => block.region !== undefined)?.region
    return region === undefined ? null : { id, kind, region, ...WHEN }
  }
  const target = faultTargets(design, kind)[0]
  return target === undefined ? null : faultOfBlock(kind, id, target)
}

type BlockFault = Exclude<FaultKind, 'partition' | 'spike' | 'hot-key' | 'zone-outage' | 'region-outage'>

function faultOfBlock(kind: BlockFault, id: string, target: string): Fault {
  switch (kind) {
    case 'crash':
    case 'pause':
      return { id, kind, target, instances: 1, ...WHEN }
    case 'slow':
      return { id, kind, target, factor: 5, ...WHEN }
    case 'cache-flush':
      return { id, kind, target, atS: WHEN.atS }
    case 'packet-loss':
      return { id, kind, target, ratio: 0.05, ...WHEN }
    case 'dependency-error':
      return { id, kind, target, ratio: 0.2, ...WHEN }
    case 'clock-skew':
      return { id, kind, target, offsetS: 60, ...WHEN }
    case 'deploy':
      return { id, kind, target, atATime: 1, ...WHEN }
    case 'consumer-stop':
      return { id, kind, target, ...WHEN }
  }
}

/** Kinds that can be added here. A partition has two sides, which no single choice names: it opens from a file and can be edited. */
export const ADDABLE: readonly FaultKind[] = FAULTS.map(({ kind }) => kind).filter((kind) => kind !== 'partition')

/** "Crash of Orders, 20 s to 30 s". */
export function faultText(design: Design, fault: Fault): string {
  const end = fault.forS === undefined ? '' : ` to ${formatDuration(fault.atS + fault.forS)}`
  return `${faultTitle(design, fault)}, ${formatDuration(fault.atS)}${end}`
}
