import { applyDesignEdit } from '@/core/design/edits'
import { scaleArrivals } from '@/core/design/scale-load'
import { type Design, requestClassSchema } from '@/core/design/schema'
import { type Interjection, thrownFault } from './interjections'

/** A curveball that changes what runs, and why it does not. */
export interface AppliedCurveball {
  /** Of the interjection. */
  id: string
  problem: string | null
}

/** The design with what the interviewer threw at it: more traffic, faults. What no longer fits is left out, and says why. */
export function withCurveballs(design: Design, interjections: readonly Interjection[]) {
  let current = design
  const applied = interjections.flatMap(({ id, what }): AppliedCurveball[] => {
    if (what.kind !== 'curveball' || what.curveball.kind === 'requirement') return []
    const { curveball, requests } = what
    const outcome =
      curveball.kind === 'fault'
        ? applyDesignEdit(withoutFault(current, thrownFault(id, curveball.fault).id), {
            type: 'fault-added',
            fault: thrownFault(id, curveball.fault),
          })
        : multiplied(current, requests, curveball.factor)
    if (outcome.ok) current = outcome.design
    return [{ id, problem: outcome.ok ? null : outcome.reason }]
  })
  return { design: current, curveballs: applied }
}

/** A design that was exported and imported again brings the fault along. */
function withoutFault(design: Design, id: string): Design {
  if (!design.faults?.some((fault) => fault.id === id)) return design
  return { ...design, faults: design.faults.filter((fault) => fault.id !== id) }
}

function multiplied(design: Design, ids: readonly string[], factor: number) {
  const requests = design.requests.map((request) =>
    ids.includes(request.id) ? { ...request, arrivals: scaleArrivals(request.arrivals, factor) } : request,
  )
  const changed = requests.filter((request, at) => request !== design.requests[at])
  if (changed.length === 0) return { ok: false as const, reason: 'The request class was removed.' }
  const isTooMuch = changed.some((request) => !requestClassSchema.safeParse(request).success)
  if (isTooMuch) return { ok: false as const, reason: 'So much traffic does not fit into a design.' }
  return { ok: true as const, design: { ...design, requests } }
}
