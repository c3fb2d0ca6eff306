import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ReviewCriterionId } from '@/core/content/rubric'
import type { Rating } from '@/core/scoring/review'

/** What is typed or chosen goes to the server after a pause this long. */
const SAVE_PAUSE_MS = 400

export interface DraftView {
  ratings: ReadonlyMap<ReviewCriterionId, Rating>
  summary: string
  /** Null: the server has everything. */
  unsaved: 'waiting' | 'saving' | { failure: string } | null
}

/** What changed since the last save. */
export interface DraftPart {
  ratings: Rating[]
  summary?: string
}

const emptyRating = (criterion: ReviewCriterionId): Rating => ({ criterion, level: null, note: '', pins: [] })

export const ratingIn = (ratings: DraftView['ratings'], criterion: ReviewCriterionId): Rating =>
  ratings.get(criterion) ?? emptyRating(criterion)

/**
 * A review that is being written: shown at once, saved after a pause, one save at a time. What could not be saved stays and goes
 * along with the next save.
 */
export class ReviewDraft {
  readonly store: StoreApi<DraftView>
  readonly #send: (part: DraftPart) => Promise<unknown>
  readonly #failureText: (error: unknown) => string
  #changed = new Set<ReviewCriterionId>()
  #isSummaryChanged = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | null = null

  constructor(
    initial: { ratings: readonly Rating[]; summary: string },
    send: (part: DraftPart) => Promise<unknown>,
    failureText: (error: unknown) => string,
  ) {
    const ratings = new Map(initial.ratings.map((rating) => [rating.criterion, rating]))
    this.store = createStore<DraftView>(() => ({ ratings, summary: initial.summary, unsaved: null }))
    this.#send = send
    this.#failureText = failureText
  }

  change(criterion: ReviewCriterionId, part: Partial<Omit<Rating, 'criterion'>>): void {
    const { ratings } = this.store.getState()
    const rating = { ...ratingIn(ratings, criterion), ...part }
    this.#changed.add(criterion)
    this.store.setState({ ratings: new Map(ratings).set(criterion, rating) })
    this.#schedule()
  }

  setSummary(summary: string): void {
    this.#isSummaryChanged = true
    this.store.setState({ summary })
    this.#schedule()
  }

  /** Resolves once everything that was changed before is saved. @throws what the server says where it is not */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#saving?.catch(() => undefined)
    if (this.#changed.size === 0 && !this.#isSummaryChanged) return
    this.#saving = this.#save()
    await this.#saving
  }

  #schedule(): void {
    this.store.setState({ unsaved: 'waiting' })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), SAVE_PAUSE_MS)
  }

  async #save(): Promise<void> {
    const { ratings, summary } = this.store.getState()
    const changed = [...this.#changed]
    const withSummary = this.#isSummaryChanged
    this.#changed.clear()
    this.#isSummaryChanged = false
    this.store.setState({ unsaved: 'saving' })
    try {
      await this.#send({
        ratings: changed.map((criterion) => ratingIn(ratings, criterion)),
        ...(withSummary ? { summary } : {}),
      })
    } catch (error) {
      for (const criterion of changed) this.#changed.add(criterion)
      this.#isSummaryChanged ||= withSummary
      this.store.setState({ unsaved: { failure: this.#failureText(error) } })
      throw error
    }
    const isAll = this.#changed.size === 0 && !this.#isSummaryChanged
    this.store.setState({ unsaved: isAll ? null : 'waiting' })
  }
}
