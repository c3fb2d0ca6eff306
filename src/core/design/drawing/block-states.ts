/**
 * One word for what a block is going through, the worst last.
 * `limiting`: it turns calls away, which is its work. `cold`: a cache that answers far fewer look-ups than it could. `lagging`: a backlog grows faster than it is worked off.
 */
export const BLOCK_STATES = ['calm', 'limiting', 'cold', 'lagging', 'saturated', 'dropping', 'down'] as const
export type BlockState = (typeof BLOCK_STATES)[number]
