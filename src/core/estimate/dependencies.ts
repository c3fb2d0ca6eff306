/** For each cell the cells that it refers to, by id. */
export type References = ReadonlyMap<string, readonly string[]>

export interface EvaluationOrder {
  /** Every cell after the cells that it refers to; cells of a cycle stand where the cycle was found. */
  order: string[]
  /** For each cell of a cycle the way from it back to itself: [a, b, a]. */
  cycles: ReadonlyMap<string, string[]>
}

/** Orders cells for evaluation and finds cycles: Tarjan's strongly connected components, which come out leaves first. */
export function evaluationOrder(references: References): EvaluationOrder {
  const order: string[] = []
  const cycles = new Map<string, string[]>()
  for (const component of componentsOf(references)) {
    order.push(...component)
    const members = new Set(component)
    const [first] = component
    const selfish = first !== undefined && component.length === 1 && (references.get(first) ?? []).includes(first)
    if (component.length === 1 && !selfish) continue
    for (const id of component) cycles.set(id, wayBack(id, members, references))
  }
  return { order, cycles }
}

function componentsOf(references: References): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const components: string[][] = []
  const lower = (id: string, to: number) => low.set(id, Math.min(low.get(id) ?? to, to))
  // As deep as the longest chain of references, which the number of cells bounds.
  const visit = (id: string) => {
    index.set(id, index.size)
    low.set(id, index.size - 1)
    stack.push(id)
    onStack.add(id)
    for (const next of references.get(id) ?? []) {
      if (!index.has(next)) {
        visit(next)
        lower(id, low.get(next) ?? 0)
      } else if (onStack.has(next)) lower(id, index.get(next) ?? 0)
    }
    if (low.get(id) !== index.get(id)) return
    const component = stack.splice(stack.indexOf(id))
    for (const member of component) onStack.delete(member)
    components.push(component)
  }
  for (const id of references.keys()) if (!index.has(id)) visit(id)
  return components
}

/** The shortest way from a cell back to itself, inside its component. */
function wayBack(start: string, members: ReadonlySet<string>, references: References): string[] {
  const from = new Map<string, string>()
  const queue = [start]
  for (const id of queue) {
    for (const next of references.get(id) ?? []) {
      if (next === start) return unwind(from, id, start)
      if (!members.has(next) || from.has(next)) continue
      from.set(next, id)
      queue.push(next)
    }
  }
  return [start]
}

function unwind(from: ReadonlyMap<string, string>, last: string, start: string): string[] {
  const path = [start]
  for (let id: string | undefined = last; id !== undefined && id !== start; id = from.get(id)) path.unshift(id)
  return [start, ...path]
}
