import { END_STEP } from '@/core/sim/program'
import { FLAG, JOB, JOB_REAL, OP, OUTCOME, REAL_BITS, ROW_BITS, event } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { QueueConfig } from './config'

const { OK, UNAVAILABLE } = OUTCOME
const { FAILED, LIVE, OUTCOME_MASK, RESERVED, REST, TRACED } = FLAG
const { FLAGS, GEN, NEXT, STATION, TIMER } = JOB
const { ENTERED, EXTRA } = JOB_REAL

/** Messages for the same consumers, first in first out. */
interface Channel {
  links: number[]
  /** Whose turn it is: a link, and an instance of each. */
  turn: number
  turns: number[]
  head: number
  tail: number
  /** No instance was free when last looked for; one that becomes free will ask. */
  isStalled: boolean
}

interface QueueState {
  config: QueueConfig
  ackLane: number
  /** By class; classes with the same consumers share one. */
  channels: Channel[]
  distinct: Channel[]
  /** That are not down, and of these the ones that are not paused. */
  brokersThere: number
  brokersUp: number
  /** Producers' calls that wait for brokers that are paused. */
  held: number[]
  waiting: number
  unacknowledged: number
  redelivered: number
  deadLettered: number
  dropped: number
  acknowledged: number
  /** Waiting or with a consumer when measuring began. */
  carried: number
}

/** Keeps messages until a consumer has done its work; EXTRA of a message counts its deliveries. */
export const queueBehaviour: Behaviour<QueueConfig> = {
  routes: true,

  setup(sim, block, config): QueueState {
    const { links, instances } = sim.program.blocks[block]!
    const known = new Map<string, Channel>()
    const channels = sim.program.classes.map((_, c) => {
      const own = links.filter((link) => sim.program.links[link]!.carries[c] === 1)
      const name = own.join(' ')
      const channel = known.get(name) ?? {
        links: own,
        turn: 0,
        turns: own.map(() => 0),
        head: -1,
        tail: -1,
        isStalled: false,
      }
      known.set(name, channel)
      return channel
    })
    return {
      config,
      ackLane: sim.laneFor(config.ackTimeoutS, true),
      channels,
      distinct: [...known.values()],
      brokersThere: instances,
      brokersUp: instances,
      held: [],
      waiting: 0,
      unacknowledged: 0,
      redelivered: 0,
      deadLettered: 0,
      dropped: 0,
      acknowledged: 0,
      carried: 0,
    }
  },

  /** A producer's call: it is answered when the message is stored. */
  arrive(sim, job) {
    const block = sim.blockOf(job)
    const state = sim.states[block] as QueueState
    if (!hasQuorum(state)) {
      // paused brokers keep their connections open
      if (state.brokersThere * 2 > state.config.replicas) state.held.push(job)
      else sim.cannotServe(job)
      return
    }
    if (state.config.limit !== null && state.waiting >= state.config.limit) {
      sim.turnAway(job)
      return
    }
    const message = sim.takeOwnJob(block, sim.classOf(job), sim.keyOf(job), END_STEP)
    EXTRA[message << REAL_BITS] = 0
    if (sim.hasFlag(job, TRACED)) {
      sim.setFlag(message, TRACED)
      sim.spans[message] = sim.tracer.child(
        sim.spans[job]!,
        block,
        sim.linkNumber(JOB.LINK_AT[job << ROW_BITS]!),
        sim.nowS,
      )
    }
    const channel = state.channels[sim.classOf(job)]!
    enqueue(sim, block, state, channel, message)
    sim.finish(job, OK)
    dispatch(sim, block, state, channel)
  },

  served: () => {},

  /** A consumer has answered. Work that failed is not acknowledged: the message comes back when its time is up. */
  resumed(sim, message) {
    const at = message << ROW_BITS
    if ((FLAGS[at]! & FAILED) !== 0) {
      FLAGS[at]! &= ~(FAILED | OUTCOME_MASK)
      return
    }
    const state = sim.stateOf(message) as QueueState
    state.unacknowledged--
    state.acknowledged++
    endMessage(sim, message, OK)
  },

  timeUp(sim, message) {
    const at = message << ROW_BITS
    const block = sim.blockOf(message)
    const state = sim.states[block] as QueueState
    // whatever the last consumer still says comes too late
    GEN[at]!++
    TIMER[at] = 0
    FLAGS[at]! &= ~(FAILED | OUTCOME_MASK)
    state.unacknowledged--
    if (EXTRA[message << REAL_BITS]! >= state.config.maxDeliveries) {
      if (state.config.deadLetter) state.deadLettered++
      else state.dropped++
      endMessage(sim, message, UNAVAILABLE)
      return
    }
    const channel = state.channels[sim.classOf(message)]!
    enqueue(sim, block, state, channel, message)
    dispatch(sim, block, state, channel)
  },

  pull(sim, block, station) {
    const state = sim.states[block] as QueueState
    if (!hasQuorum(state)) return false
    const consumer = sim.blockOfStation(station)
    for (const channel of state.distinct) {
      const place = channel.links.findIndex((link) => sim.program.links[link]!.to === consumer)
      if (place < 0) continue
      channel.isStalled = false
      if (channel.head < 0) continue
      deliverNext(sim, block, state, channel, channel.links[place]!, station)
      return true
    }
    return false
  },

  lost: countBrokers,
  back: countBrokers,
  paused: countBrokers,
  awake: countBrokers,

  forEachWaiting(sim, block, visit) {
    for (const channel of (sim.states[block] as QueueState).distinct) {
      for (let message = channel.head; message >= 0; message = NEXT[message << ROW_BITS]!) visit(message)
    }
  },

  measured(sim, block) {
    const state = sim.states[block] as QueueState
    state.redelivered = 0
    state.deadLettered = 0
    state.dropped = 0
    state.acknowledged = 0
    state.carried = state.waiting + state.unacknowledged
  },

  figures(sim, block) {
    const state = sim.states[block] as QueueState
    return {
      completed: state.acknowledged,
      redelivered: state.redelivered,
      deadLettered: state.deadLettered,
      droppedMessages: state.dropped,
      backlog: state.waiting,
      unacknowledged: state.unacknowledged,
      carried: state.carried,
    }
  },
}

/** More than half of the brokers are up. */
const hasQuorum = (state: QueueState): boolean => state.brokersUp * 2 > state.config.replicas

/** Brokers have gone or come: takes up again whatever was waiting for that. */
function countBrokers(sim: Sim, block: number): void {
  const state = sim.states[block] as QueueState
  const first = sim.firstStationOf(block)
  state.brokersThere = 0
  state.brokersUp = 0
  for (let station = first; station < first + sim.instancesOf(block); station++) {
    if (sim.isDown(station)) continue
    state.brokersThere++
    if (!sim.pauses.isPaused(station)) state.brokersUp++
  }
  // those who still have to wait are put back
  for (const job of state.held.splice(0)) queueBehaviour.arrive(sim, job)
  if (!hasQuorum(state)) return
  for (const channel of state.distinct) {
    channel.isStalled = false
    dispatch(sim, block, state, channel)
  }
}

function enqueue(sim: Sim, block: number, state: QueueState, channel: Channel, message: number): void {
  NEXT[message << ROW_BITS] = -1
  if (channel.head < 0) channel.head = message
  else NEXT[channel.tail << ROW_BITS] = message
  channel.tail = message
  state.waiting++
  ENTERED[message << REAL_BITS] = sim.nowS
  sim.joinQueue(block)
}

/** Gives messages to instances that are free, in turns, until one of the two runs out. */
function dispatch(sim: Sim, block: number, state: QueueState, channel: Channel): void {
  while (channel.head >= 0 && !channel.isStalled && hasQuorum(state) && sim.truncated === null) {
    if (!deliverToNextFree(sim, block, state, channel)) channel.isStalled = true
  }
}

function deliverToNextFree(sim: Sim, block: number, state: QueueState, channel: Channel): boolean {
  const { links } = channel
  for (let i = 0; i < links.length; i++) {
    const place = (channel.turn + i) % links.length
    const link = links[place]!
    const consumer = sim.program.links[link]!.to
    const { firstStation, instances } = sim.program.blocks[consumer]!
    if (sim.behaviourOf(consumer).addressable !== true || instances === 0) {
      // it cannot say when it is free, so it gets its messages at once
      channel.turn = (place + 1) % links.length
      deliverNext(sim, block, state, channel, link, -1)
      return true
    }
    for (let j = 0; j < instances; j++) {
      const turn = (channel.turns[place]! + j) % instances
      if (!sim.isFree(firstStation + turn)) continue
      channel.turns[place] = (turn + 1) % instances
      channel.turn = (place + 1) % links.length
      deliverNext(sim, block, state, channel, link, firstStation + turn)
      return true
    }
  }
  return false
}

/** Sends the first message of a channel over a link, with a server reserved for it where the consumer has servers. */
function deliverNext(
  sim: Sim,
  block: number,
  state: QueueState,
  channel: Channel,
  link: number,
  station: number,
): void {
  const message = channel.head
  const at = message << ROW_BITS
  channel.head = NEXT[at]!
  if (channel.head < 0) channel.tail = -1
  NEXT[at] = -1
  state.waiting--
  state.unacknowledged++
  sim.leaveQueue(block)
  sim.recordWait(message, block, 0)
  if (++EXTRA[message << REAL_BITS]! > 1) state.redelivered++
  if ((FLAGS[at]! & TRACED) !== 0) {
    sim.tracer.serving(sim.spans[message]!, -1, ENTERED[message << REAL_BITS]!, sim.nowS)
  }
  TIMER[at] = sim.lanes[state.ackLane]!.push(sim.events, event(OP.MESSAGE, message))
  FLAGS[at]! |= REST
  sim.awaitOne(message, END_STEP)
  const flags = station < 0 ? LIVE : LIVE | RESERVED
  const linkAt = sim.linkAt(link)
  const call = sim.makeCall(message, linkAt, flags, sim.classOf(message), sim.keyOf(message))
  sim.traceCall(call, message)
  STATION[call << ROW_BITS] = station
  if (station >= 0) sim.reserve(station)
  sim.sendCall(call, linkAt)
}

function endMessage(sim: Sim, message: number, outcome: number): void {
  TIMER[message << ROW_BITS] = 0
  if (sim.hasFlag(message, TRACED)) sim.tracer.end(sim.spans[message]!, outcome, sim.nowS)
  sim.freeJobRow(message)
}
