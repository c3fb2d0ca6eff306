import { z } from 'zod'
import { fingerprint } from '@/core/design/hash'
import { type Sheet, sheetSchema } from '@/core/estimate/sheet'

const homeSchema = z.object({
  title: z.string(),
  /** The sheet on the server that the one in this browser is; the digest is of what was saved. */
  saved: z.object({ id: z.string(), rev: z.number(), digest: z.string() }).nullable(),
})
/** What this browser knows of its sheet besides the cells. */
export type SheetHome = z.infer<typeof homeSchema>

const besideSchema = z.object({ sheet: sheetSchema, home: homeSchema })
/** A sheet that made room for another, to be had back. */
export type SheetAside = z.infer<typeof besideSchema>

export const HOME_KEY = 'dryrun-estimates-home'
const ASIDE_KEY = 'dryrun-estimates-aside'
const HANDED_OVER_KEY = 'dryrun-estimates-handed-over'

export const noHome: SheetHome = { title: '', saved: null }

export const digestOf = (title: string, sheet: Sheet): string => fingerprint({ title, sheet }, 32)

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export const readHome = (store: Store): SheetHome => read(store, HOME_KEY, homeSchema) ?? noHome
export const keepHome = (store: Store, home: SheetHome): boolean => keep(store, HOME_KEY, home)

export const readAside = (store: Store): SheetAside | null => read(store, ASIDE_KEY, besideSchema)
export const putAside = (store: Store, aside: SheetAside): boolean => keep(store, ASIDE_KEY, aside)

/** Leaves somebody's sheet for the estimates page of this tab; `store` is that of the tab alone. */
export const handOverSheet = (store: Store, title: string, sheet: Sheet): boolean =>
  keep(store, HANDED_OVER_KEY, { sheet, home: { title, saved: null } })

/** The sheet that was left for the page, once; null when there is none. */
export function takeHandedOver(store: Store): SheetAside | null {
  const left = read(store, HANDED_OVER_KEY, besideSchema)
  if (left) store.removeItem(HANDED_OVER_KEY)
  return left
}

function read<T>(store: Store, key: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(store.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** False where the browser keeps nothing. */
function keep(store: Store, key: string, value: unknown): boolean {
  try {
    store.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
