import { hash32 } from '@/core/algorithms/hash'
import type { ClassSpec } from '@/core/sim/program'

/** Requests about something of their own carry one of so many numbers. */
const OWN_NUMBERS = 2 ** 30

/** How many keys a class spreads over shards. */
export const shardKeySpace = (spec: ClassSpec): number => spec.keys?.count ?? OWN_NUMBERS

/** A key as shard maps want it: 0 and up. Numbers of requests about something of their own are below 0 and spread at random. */
export const shardKey = (key: number): number => (key < 0 ? hash32(key) >>> 2 : key)
