import { expect, it } from 'vitest'
import { simulate } from '@/core/design/run'
import { exampleDesign } from '@/features/canvas/example-design'
import { endedEarly } from './ended-early'

const options = { durationS: 5, warmupS: 0, seed: 1, replications: 1 }

it('a whole run has not ended early', () => {
  expect(endedEarly(simulate(exampleDesign, options))).toBeNull()
})

it.each([{ events: 2000 }, { jobs: 3 }])('a run that came to its limit of %o says so in a sentence', (caps) => {
  const ended = endedEarly(simulate(exampleDesign, { ...options, durationS: 60 }, { caps }))
  expect(ended?.title).toBe('The run ended early')
  expect(ended?.text).toMatch(/^[A-Z][a-z]+ .{20,}\.$/)
})

it('a design without traffic was not simulated', () => {
  const ended = endedEarly(simulate({ ...exampleDesign, requests: [], objectives: [] }, options))
  expect(ended).toEqual({
    title: 'Nothing was simulated',
    text: 'There is no traffic. The findings say what to mend.',
  })
})
