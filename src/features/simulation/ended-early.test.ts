import { expect, it } from 'vitest'
import { createRun, simulate } from '@/core/design/run'
import { exampleDesign } from '@/features/canvas/example-design'
import { endedEarly } from './ended-early'

const options = { durationS: 5, warmupS: 0, seed: 1, replications: 1 }

/** Of a run that somebody stops after some events. */
function stopped(warmupS: number) {
  const run = createRun(exampleDesign, { ...options, durationS: 60, warmupS })
  run.step({ maxEvents: 5000 })
  return endedEarly(run.finish())
}

it('a whole run has not ended early', () => {
  expect(endedEarly(simulate(exampleDesign, options))).toBeNull()
})

it.each([{ events: 2000 }, { jobs: 3 }])('a run that came to its limit of %o says so in a sentence', (caps) => {
  const ended = endedEarly(simulate(exampleDesign, { ...options, durationS: 60 }, { caps }))
  expect(ended?.title).toBe('The run ended early')
  expect(ended?.text).toMatch(/^[A-Z][a-z]+ .{20,}\.$/)
})

it.each([{ events: 2000 }, { jobs: 3 }])(
  'one that came to its limit of %o within its warm-up has measured nothing',
  (caps) => {
    const ended = endedEarly(simulate(exampleDesign, { ...options, warmupS: 60 }, { caps }))
    expect(ended?.title).toBe('Stopped within its warm-up: nothing was measured')
    expect(ended?.text).not.toContain('figures')
  },
)

it('one that was stopped says so, and whether there are figures', () => {
  expect(stopped(0)).toEqual({ title: 'The run was stopped', text: 'The figures are of the time until then.' })
  expect(stopped(60)?.title).toBe('Stopped within its warm-up: nothing was measured')
})

it('a design that is asked nothing says so, and not that all is well', () => {
  const requests = exampleDesign.requests.map((each) => ({
    ...each,
    arrivals: { type: 'poisson', ratePerS: 0 } as const,
  }))
  expect(endedEarly(simulate({ ...exampleDesign, requests }, options))?.title).toBe('Nothing came')
})

it('a design without traffic was not simulated', () => {
  const ended = endedEarly(simulate({ ...exampleDesign, requests: [], objectives: [] }, options))
  expect(ended).toEqual({
    title: 'Nothing was simulated',
    text: 'There is no traffic. The findings say what to mend.',
  })
})
