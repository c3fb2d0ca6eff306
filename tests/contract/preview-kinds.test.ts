import { describe, expect, test } from 'vitest'
import { blockKinds } from '@/core/blocks/registry'
import { designAround } from './design-around'
import { type DesignAt, disagreements, overloadDisagreements, rateAtLoad } from './preview-agreement'

/** The instant preview of every kind against runs of it: found in the registry, so that a new kind is held to it too. */

const trial = { requests: 30_000 }

describe.each(blockKinds.map((kind) => [kind.kind, kind] as const))('the preview of a %s', (_, kind) => {
  const designAt: DesignAt = (ratePerS) => designAround(kind, ratePerS)

  test.each([0.3, 0.6, 0.85])('agrees with its runs at a load of %f', (load) => {
    expect(disagreements(designAt(rateAtLoad(designAt, load)), trial)).toEqual([])
  })

  test('says as they do that it is overloaded, and where', () => {
    expect(overloadDisagreements(designAt(rateAtLoad(designAt, 1.3)), trial)).toEqual([])
  })
})
