import { expect, it } from 'vitest'
import { exampleDesign } from '@/features/canvas/example-design'
import { simulate } from './run'
import { stillFilling } from './still-filling'

it('a cache is still filling where its hit ratio rises to the end, and not once it is full', () => {
  const options = { durationS: 30, warmupS: 5, seed: 1, replications: 1 }
  expect(stillFilling(simulate(exampleDesign, options))).toEqual(['cache'])
  const blocks = exampleDesign.blocks.map((block) =>
    block.id === 'cache' ? { ...block, config: { capacityItems: 1000 } } : block,
  )
  expect(stillFilling(simulate({ ...exampleDesign, blocks }, options))).toEqual([])
})
