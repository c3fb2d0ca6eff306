import { createStore, type StoreApi } from 'zustand/vanilla'
import { reuseParts } from '@/core/interview/is-equal'
import type { StepId } from '@/core/interview/outline'
import { Replay, type PlacedEvent } from '@/core/interview/replay'
import { type ReplayAxis, replayAxis } from '@/core/interview/replay-axis'
import { type Change, type ChangeTarget, changeOf } from '@/core/interview/replay-change'
import { type KeyMoment, keyMoments } from '@/core/interview/replay-moments'
import { ReplayScale } from '@/core/interview/replay-scale'
import { initialState, type InterviewState } from '@/core/interview/state'
import { stepShowing } from './step-showing'

/** Seconds of the interview a second. */
export const SPEEDS = [1, 2, 4, 8, 16, 32] as const
export type ReplaySpeed = (typeof SPEEDS)[number]

/** Where an idle stretch is skipped, so much of its beginning and of its end is still shown, ms. */
const IDLE_LEFT_MS = 1500
/** A page that was hidden for long, or a machine that slept, must not come back elsewhere, ms. */
const MOST_STEP_MS = 500

/** Everything about the log that does not depend on the moment. */
export interface ReplayParts {
  replay: Replay
  axis: ReplayAxis
  scale: ReplayScale
  moments: readonly KeyMoment[]
}

export interface ReplayView extends ReplayParts {
  /** The event that has just happened; 0 in an empty log. */
  seq: number
  /** The moment, ms since 1970: that of the event, or later while nothing else has happened. */
  atMs: number
  /** The interview after the event; parts that are as they were in the moment before are the very same objects. */
  state: InterviewState
  /** What the event changed; null in an empty log. */
  change: Change | null
  /** Goes up whenever somebody goes to a moment by hand, also to the one that is shown. */
  visit: number
  isPlaying: boolean
  speed: ReplaySpeed
  skipsIdle: boolean
  /** The step that is looked at; null: the one in which the candidate was. */
  pinned: StepId | null
  /** What is to be seen at this moment: what the event changed, or what somebody was led to. */
  targets: readonly ChangeTarget[]
  /** What whoever looks has chosen, to say something about it; null: the moment as a whole. */
  chosen: ChangeTarget | null
  /** What others have put on the axis, by who put it there. */
  notes: Readonly<Record<string, readonly AxisNote[]>>
}

/** A mark on the axis that leads to its moment: a comment, a rating. */
export interface AxisNote {
  id: string
  seq: number
  label: string
}

export interface ReplayPlayer extends Pick<StoreApi<ReplayView>, 'getState' | 'getInitialState' | 'subscribe'> {
  /** Goes to an event, outside the log to its nearest end, and shows a thing there. Playback stops. */
  goTo: (seq: number, target?: ChangeTarget) => void
  /** By so many events, backwards below 0. */
  goBy: (events: number) => void
  /** To a moment between events, as dragging on the axis does. */
  goToMoment: (atMs: number) => void
  toggle: () => void
  setSpeed: (speed: ReplaySpeed) => void
  setSkipsIdle: (skipsIdle: boolean) => void
  pin: (step: StepId | null) => void
  choose: (target: ChangeTarget | null) => void
  setNotes: (owner: string, notes: readonly AxisNote[]) => void
  /** Takes up what has happened since; whoever stood at the end stays where they were. */
  append: (events: readonly PlacedEvent[]) => void
  /** Goes on by the clock on the wall: called once a frame while it plays. */
  frame: (nowMs: number) => void
}

/** Plays an interview: which moment is shown, and how that goes on. Has no clock of its own. */
export function createReplayPlayer(events: readonly PlacedEvent[], seq: number, thing?: ChangeTarget): ReplayPlayer {
  const parts = partsOf(new Replay(events))
  const store = createStore<ReplayView>(() => ({
    ...parts,
    pinned: null,
    ...momentWith({ ...parts, state: initialState() }, seq, thing),
    visit: 0,
    isPlaying: false,
    speed: 4,
    skipsIdle: true,
    chosen: null,
    notes: {},
  }))
  let lastMs: number | null = null

  const visit = (moment: Partial<ReplayView>) =>
    store.setState(({ visit: visits }) => ({ ...moment, visit: visits + 1, isPlaying: false }))

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    goTo: (wanted, target) => visit(momentWith(store.getState(), wanted, target)),
    goBy: (by) => visit(momentOf(store.getState(), Math.max(1, store.getState().seq + by))),
    goToMoment(atMs) {
      const now = store.getState()
      const { fromMs, toMs } = now.axis
      const inside = Math.min(toMs, Math.max(fromMs, atMs))
      visit({ ...momentOf(now, now.replay.seqAt(inside)), atMs: inside })
    },
    toggle() {
      const now = store.getState()
      lastMs = null
      // from the end there is nowhere to go: play it once more
      const again = !now.isPlaying && now.atMs >= now.axis.toMs ? momentOf(now, 1) : {}
      store.setState({ ...again, isPlaying: !now.isPlaying })
    },
    setSpeed: (speed) => store.setState({ speed }),
    setSkipsIdle: (skipsIdle) => store.setState({ skipsIdle }),
    pin: (pinned) => store.setState({ pinned }),
    choose: (chosen) => store.setState({ chosen }),
    setNotes: (owner, notes) => store.setState((now) => ({ notes: { ...now.notes, [owner]: notes } })),
    append: (more) => store.setState(({ replay }) => partsOf(replay.continued(more))),
    frame(nowMs) {
      const now = store.getState()
      const passedMs = lastMs === null ? 0 : Math.min(MOST_STEP_MS, nowMs - lastMs)
      lastMs = nowMs
      if (now.isPlaying && passedMs > 0) store.setState(playedOn(now, passedMs))
    },
  }
}

function partsOf(replay: Replay): ReplayParts {
  const axis = replayAxis(replay)
  return { replay, axis, scale: new ReplayScale(axis), moments: keyMoments(replay) }
}

type Moment = Pick<ReplayView, 'seq' | 'atMs' | 'state' | 'change' | 'targets'>

function momentOf({ replay, state: shown }: Pick<ReplayView, 'replay' | 'state'>, wanted: number): Moment {
  const seq = replay.clamped(wanted)
  const event = replay.events[seq - 1]
  const change = event ? changeOf(replay.stateAt(seq - 1), event) : null
  const state = reuseParts(shown, replay.stateAt(seq))
  return { seq, atMs: replay.atMs(seq), state, change, targets: change?.targets ?? [] }
}

/** A moment, and the thing to be seen at it, in the step that shows it. */
function momentWith(
  now: Pick<ReplayView, 'replay' | 'state'>,
  wanted: number,
  target: ChangeTarget | undefined,
): Moment & Partial<Pick<ReplayView, 'pinned'>> {
  const moment = momentOf(now, wanted)
  if (!target) return moment
  const { step } = moment.state.clock
  const place = stepShowing(target, step)
  return { ...moment, targets: [target], pinned: place === step ? null : place }
}

/** The view after so much time by the wall. */
function playedOn(now: ReplayView, passedMs: number): Partial<ReplayView> {
  const { axis, scale, replay } = now
  const shown = scale.shownAt(now.atMs) + passedMs * now.speed
  const atMs = withoutIdle(now, scale.momentAt(shown))
  // never back to before an event of the same millisecond that was stepped to
  const seq = Math.max(now.seq, replay.seqAt(atMs))
  const moved = seq === now.seq ? {} : momentOf(now, seq)
  return { ...moved, atMs, isPlaying: atMs < axis.toMs }
}

function withoutIdle({ skipsIdle, axis }: ReplayView, atMs: number): number {
  if (!skipsIdle) return atMs
  const stretch = [...axis.idle, ...axis.pauses].find(
    ({ fromMs, toMs }) => atMs > fromMs + IDLE_LEFT_MS && atMs < toMs - IDLE_LEFT_MS,
  )
  return stretch ? stretch.toMs - IDLE_LEFT_MS : atMs
}
