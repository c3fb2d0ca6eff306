import type { Pin } from '@/core/interview/pins'

export interface CommentAuthor {
  /** Null: a guest without a name, or a candidate whose name is not to be known. */
  name: string | null
  isCandidate: boolean
  isYou: boolean
}

export interface ThreadComment {
  id: string
  author: CommentAuthor
  body: string
  /** Id of an item of the automatic score. */
  evidenceItem: string | null
  atMs: number
}

/** Comments on one thing at one moment. */
export interface Thread extends Pin {
  id: string
  resolvedAtMs: number | null
  comments: ThreadComment[]
}

export interface Threads {
  threads: Thread[]
  /** Comments of other reviewers are left out until the caller's own review is submitted. */
  isBlind: boolean
}
