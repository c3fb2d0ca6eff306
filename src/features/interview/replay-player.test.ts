import { describe, expect, it } from 'vitest'
import type { InterviewPayload } from '@/core/interview/events'
import type { PlacedEvent } from '@/core/interview/replay'
import { replayHref, withMoment } from './replay-href'
import { createReplayPlayer } from './replay-player'
import { thingOf } from './replay-thing'

const START = 1e12
const begun: InterviewPayload = {
  type: 'interview-started',
  problem: 'shortener',
  title: 'URL shortener',
  mode: 'practice',
  minutes: 45,
  design: { format: 'dryrun-design', version: 1, title: '', blocks: [], links: [], requests: [] },
  words: {},
}
const line = (id: string): InterviewPayload => ({
  type: 'requirement-added',
  requirement: { list: 'use-cases', id, text: id },
  after: null,
})

/** Lines written at these seconds after the start. */
const written = (...atS: number[]): PlacedEvent[] =>
  [begun, ...atS.map((_, i) => line(`line-${i}`))].map((payload, i) => ({
    id: `event-${i}`,
    seq: i + 1,
    at: START + (i === 0 ? 0 : atS[i - 1]! * 1000),
    payload,
  }))

/** Plays for so long, sixty frames a second. */
function play(player: ReturnType<typeof createReplayPlayer>, forMs: number): void {
  player.frame(0)
  for (let ms = 1000 / 60; ms <= forMs + 1e-6; ms += 1000 / 60) player.frame(ms)
}
const atS = (player: ReturnType<typeof createReplayPlayer>) => (player.getState().atMs - START) / 1000

describe('a replay that is opened at a thing', () => {
  it('shows the moment, in the step where the thing is', () => {
    const view = createReplayPlayer(written(1, 2, 3), 3, { kind: 'cell', id: 'c1' }).getState()
    expect(view).toMatchObject({ seq: 3, pinned: 'estimates', targets: [{ kind: 'cell', id: 'c1' }], isPlaying: false })
    expect(createReplayPlayer(written(1), 2, { kind: 'line', id: 'line-0' }).getState().pinned).toBeNull()
  })

  it('has an address that leads there again, and one for every other moment', () => {
    const thing = { kind: 'link', id: 'l-1.2' } as const
    const address = new URL(replayHref('an interview', 7, thing), 'http://dryrun.test')
    expect(address.pathname).toBe('/interview/an%20interview/replay')
    expect(address.searchParams.get('at')).toBe('7')
    expect(thingOf(address.searchParams.get('focus') ?? '')).toEqual(thing)
    expect(withMoment(address, 8).search).toBe('?at=8')
    expect([undefined, '', 'moment:1', 'cell', 'nothing:1', `cell:${'x'.repeat(100)}`].map(thingOf)).toEqual(
      Array.from({ length: 6 }, () => null),
    )
  })
})

describe('playing an interview', () => {
  it('goes by the clock on the wall times the speed, however long a frame takes', () => {
    const player = createReplayPlayer(written(1, 2, 3, 9, 15, 20), 1)
    player.setSpeed(2)
    player.toggle()
    play(player, 2000)
    expect(atS(player)).toBeCloseTo(4, 1)
    expect(player.getState().seq).toBe(4)
    player.frame(2400)
    expect(atS(player)).toBeCloseTo(4.8, 1)
    // a tab that was hidden for a minute goes on where it was
    player.frame(62_400)
    expect(atS(player)).toBeLessThan(6)
  })

  it('skips what is idle but for its edges, and not where it should not', () => {
    const skipping = createReplayPlayer(written(1, 101, 102), 2)
    skipping.setSpeed(1)
    skipping.toggle()
    play(skipping, 3000)
    expect(atS(skipping)).toBeGreaterThan(99)
    const patient = createReplayPlayer(written(1, 101, 102), 2)
    patient.setSpeed(1)
    patient.setSkipsIdle(false)
    patient.toggle()
    play(patient, 3000)
    expect(atS(patient)).toBeCloseTo(4, 1)
  })

  it('stops at the end, and from there plays once more from the beginning', () => {
    const player = createReplayPlayer(written(1, 2), 1)
    player.toggle()
    play(player, 1000)
    expect(player.getState()).toMatchObject({ seq: 3, atMs: START + 2000, isPlaying: false })
    player.toggle()
    expect(player.getState()).toMatchObject({ seq: 1, isPlaying: true })
  })

  it('stops when somebody goes elsewhere, and says what the event there changed', () => {
    const player = createReplayPlayer(written(1, 2, 3), 1)
    player.toggle()
    player.goTo(3)
    expect(player.getState()).toMatchObject({ seq: 3, isPlaying: false })
    expect(player.getState().change).toEqual({
      text: 'Added the use case “line-1”',
      targets: [{ kind: 'line', id: 'line-1' }],
    })
    player.goBy(-10)
    expect(player.getState().seq).toBe(1)
    player.goBy(99)
    expect(player.getState().seq).toBe(4)
    player.goToMoment(START + 2500)
    expect(player.getState()).toMatchObject({ seq: 3, atMs: START + 2500 })
  })

  it('walks event by event through those of one millisecond, and plays on from there', () => {
    const player = createReplayPlayer(written(1, 1, 1, 5), 2)
    player.goBy(1)
    expect(player.getState().seq).toBe(3)
    player.goBy(-1)
    expect(player.getState().seq).toBe(2)
    player.toggle()
    play(player, 100)
    expect(player.getState().seq).toBe(4)
  })

  it('takes up what happens while it is looked at', () => {
    const all = written(1, 2, 3)
    const player = createReplayPlayer(all.slice(0, 2), 2)
    player.append(all.slice(2))
    expect(player.getState()).toMatchObject({ seq: 2 })
    expect(player.getState().axis.toMs).toBe(START + 3000)
    player.goTo(99)
    expect(player.getState().replay.stateAt(4).requirements['use-cases']).toHaveLength(3)
  })

  it('shows an empty log as nothing', () => {
    expect(createReplayPlayer([], 5).getState()).toMatchObject({ seq: 0, change: null })
  })
})
