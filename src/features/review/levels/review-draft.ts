import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ReviewCriterionId } from '@/core/content/rubric'
import type { Rating } from '@/core/scoring/review'

/** What is typed or chosen goes to the server after a pause this long. */
const SAVE_PAUSE_MS = 400

export interface DraftView {
  ratings: ReadonlyMap<ReviewCriterionId, Rating>
  summary: string
  /** Id of the position that the candidate is interviewed for; null: none in particular. */
  target: string | null
  /** Null: the server has everything. */
  unsaved: 'waiting' | 'saving' | { failure: string } | null
}

/** What a review says of the whole interview. */
type OfTheWhole = Pick<DraftView, 'summary' | 'target'>

/** What changed since the last save. */
export interface DraftPart extends Partial<OfTheWhole> {
  ratings: Rating[]
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
  #whole: Partial<OfTheWhole> = {}
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | null = null

  constructor(
    initial: OfTheWhole & { ratings: readonly Rating[] },
    send: (part: DraftPart) => Promise<unknown>,
    failureText: (error: unknown) => string,
  ) {
    const ratings = new Map(initial.ratings.map((rating) => [rating.criterion, rating]))
    const { summary, target } = initial
    this.store = createStore<DraftView>(() => ({ ratings, summary, target, unsaved: null }))
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
    this.#changeWhole({ summary })
  }

  setTarget(target: string | null): void {
    this.#changeWhole({ target })
  }

  /** Resolves once everything that was changed before is saved. @throws what the server says where it is not */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#saving?.catch(() => undefined)
    if (this.#isSaved()) return
    this.#saving = this.#save()
    await this.#saving
  }

  #changeWhole(part: Partial<OfTheWhole>): void {
    this.#whole = { ...this.#whole, ...part }
    this.store.setState(part)
    this.#schedule()
  }

  #isSaved(): boolean {
    return this.#changed.size === 0 && Object.keys(this.#whole).length === 0
  }

  #schedule(): void {
    this.store.setState({ unsaved: 'waiting' })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush().catch(() => undefined), SAVE_PAUSE_MS)
  }

  async #save(): Promise<void> {
    const { ratings } = this.store.getState()
    const changed = [...this.#changed]
    const whole = this.#whole
    this.#changed.clear()
    this.#whole = {}
    this.store.setState({ unsaved: 'saving' })
    try {
      await this.#send({ ratings: changed.map((criterion) => ratingIn(ratings, criterion)), ...whole })
    } catch (error) {
      for (const criterion of changed) this.#changed.add(criterion)
      this.#whole = { ...whole, ...this.#whole }
      this.store.setState({ unsaved: { failure: this.#failureText(error) } })
      throw error
    }
    this.store.setState({ unsaved: this.#isSaved() ? null : 'waiting' })
  }
}
