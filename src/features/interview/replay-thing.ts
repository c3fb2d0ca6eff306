import { pinTargetSchema } from '@/core/interview/pins'
import type { ChangeTarget } from '@/core/interview/replay-change'

/** The thing that an address of a replay asks for, or null: "link:abc". */
export function thingOf(text: string | undefined): ChangeTarget | null {
  const [, kind, id] = /^([a-z]+):(.+)$/.exec(text ?? '') ?? []
  const target = pinTargetSchema.safeParse({ kind, id }).data
  return target && target.kind !== 'moment' ? target : null
}
