/** Published limits of links. */
export const LINK_LIMITS = {
  labelChars: 80,
  /** Links of one interview, design or sheet that are not revoked. */
  ofOne: 50,
  /** People who open one link. */
  people: 500,
  /** Designs of one person that have or had links. */
  designs: 200,
} as const

/** How long a link counts; the keys are what the server takes. */
export const EXPIRY_DAYS = { day: 1, week: 7, month: 30, year: 365, never: null } as const
export type Expiry = keyof typeof EXPIRY_DAYS
