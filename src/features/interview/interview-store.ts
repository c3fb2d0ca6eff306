import { createStore, type StoreApi } from 'zustand/vanilla'
import { clientPayloadSchema, interviewerPayloadSchema, type SentPayload } from '@/core/interview/events'
import { letGo } from '@/core/interview/linked-cells'
import { ownDesign } from './client-design'
import type { InterviewState } from '@/core/interview/state'
import { storable } from '@/core/interview/storable'
import { bodyOf, nextRedo, nextUndo, undoLabel } from '@/core/interview/undo'
import { InterviewSync, type Refusal, type SyncParts, type SyncStatus } from './interview-sync'

export interface InterviewView extends SyncStatus {
  /** The interview with everything that was done here, acknowledged or not. */
  state: InterviewState
}

/** What the store tells the page, in words, as it happens. */
interface InterviewMessages {
  /** A change did not fit, here or on the server; nothing of it remains. */
  onRefused: (reason: string) => void
  /** What undo or redo did: "Undid changing the design". */
  onUndone: (what: string) => void
}

/** One open interview: what it is, what can be done with it, and where its changes are. */
export interface InterviewStore extends Pick<StoreApi<InterviewView>, 'getState' | 'getInitialState' | 'subscribe'> {
  /** Does one change and keeps it until the server has it. False when it does not fit; the person has been told why. */
  dispatch: (payload: SentPayload) => boolean
  /** Takes the last change back, in whatever step it was made. False when there is none. */
  undo: () => boolean
  redo: () => boolean
  /** The server's clock, ms since 1970: the only one to show or count by. */
  serverNowMs: () => number
  /** Resolves when the server has everything, or when an attempt has failed. */
  flush: () => Promise<void>
  sync: InterviewSync
}

type StoreParts = Omit<SyncParts, 'onChange' | 'onRefused'> & { messages: InterviewMessages }

export function createInterviewStore({ messages, ...parts }: StoreParts): InterviewStore {
  const sync = new InterviewSync({
    ...parts,
    onChange: () => store.setState(viewOf(sync)),
    onRefused: (refusals) => messages.onRefused(inOneSentence(refusals)),
  })
  const store = createStore<InterviewView>(() => viewOf(sync))

  const schema = parts.role === 'owner' ? clientPayloadSchema : interviewerPayloadSchema

  const record = (payload: SentPayload, undoes?: string): boolean => {
    const parsed = schema.safeParse(storable(payload))
    const reason = parsed.success ? sync.record(parsed.data, undoes) : wrongForm(parsed.error.issues[0])
    if (reason !== null) messages.onRefused(reason)
    return reason === null
  }
  const takeBack = (step: ReturnType<typeof nextUndo>, verb: string): boolean => {
    if (!step) return false
    const { payload, undoes } = bodyOf(step)
    const done = record(payload, undoes)
    if (done) messages.onUndone(`${verb} ${undoLabel(step)}`)
    return done
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    dispatch: (payload) => record(letGo(sync.view, payload, ownDesign)),
    undo: () => takeBack(nextUndo(sync.view), 'Undid'),
    redo: () => takeBack(nextRedo(sync.view), 'Redid'),
    serverNowMs: () => parts.clock.nowMs(),
    flush: () => sync.send(),
    sync,
  }
}

function viewOf(sync: InterviewSync): InterviewView {
  return { ...sync.status, state: sync.view }
}

function inOneSentence(refusals: Refusal[]): string {
  const [first] = refusals
  if (!first) return ''
  const others = refusals.length - 1
  return others === 0
    ? first.reason
    : `${first.reason} (and ${others} more that no longer ${others > 1 ? 'fit' : 'fits'})`
}

function wrongForm(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : ''
  return `This cannot be kept. ${where}${issue?.message ?? ''}`
}
