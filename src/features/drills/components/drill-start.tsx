'use client'

import { useState } from 'react'
import { type DrillTopic, type Level, levels } from '@/core/drills/drill'
import { Button } from '@/ui/button'
import { Segmented } from '@/ui/segmented'
import { useHydrated } from '@/ui/use-hydrated'
import type { DrillBoard } from '../drill-shapes'
import type { RoundPlan } from '../use-drill-round'
import { counted, levelWords, topicWords } from '../words'

/** Questions of a round that ends by itself. */
const ROUND = 10

export interface DrillStartProps {
  board: DrillBoard
  isWaiting: boolean
  onBegin: (plan: RoundPlan) => void
}

/** What to practise, and how. */
export function DrillStart({ board, isWaiting, onBegin }: DrillStartProps) {
  const isHydrated = useHydrated()
  const [topics, setTopics] = useState<DrillTopic[]>([])
  const [level, setLevel] = useState<Level>(1)
  const [isOpenBook, setOpenBook] = useState(false)
  const [isEndless, setEndless] = useState(false)
  return (
    <form
      className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        onBegin({ topics, level, isOpenBook, length: isEndless ? null : ROUND, linked: null })
      }}
    >
      <Topics board={board} chosen={topics} onChoose={setTopics} />
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Segmented
          label="Numbers"
          options={levels.map((each) => ({ value: String(each), label: levelWords[each] }))}
          value={String(level)}
          onValueChange={(value) => setLevel(levels.find((each) => String(each) === value) ?? 1)}
        />
        <Segmented
          label="Book"
          options={[
            { value: 'closed', label: 'Closed' },
            { value: 'open', label: 'Open' },
          ]}
          value={isOpenBook ? 'open' : 'closed'}
          onValueChange={(value) => setOpenBook(value === 'open')}
        />
        <Segmented
          label="How many"
          options={[
            { value: 'ten', label: 'Ten' },
            { value: 'endless', label: 'Endless' },
          ]}
          value={isEndless ? 'endless' : 'ten'}
          onValueChange={(value) => setEndless(value === 'endless')}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="primary" size="lg" disabled={!isHydrated || isWaiting}>
          {isWaiting ? 'Choosing a question' : 'Start'}
        </Button>
        <p className="text-ink-3">
          {isOpenBook
            ? 'Each question comes with its formula and the round figures that help.'
            : 'As in an interview: from the head, on paper, without looking up.'}
        </p>
      </div>
    </form>
  )
}

interface TopicsProps {
  board: DrillBoard
  /** Empty: all. */
  chosen: DrillTopic[]
  onChoose: (topics: DrillTopic[]) => void
}

function Topics({ board: { topics }, chosen, onChoose }: TopicsProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-2">
        Topics <span className="font-normal text-ink-3">{chosen.length === 0 ? 'all, until you choose' : ''}</span>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {topics.map(({ topic, due }) => (
          <label
            key={topic}
            className="relative flex min-h-8 cursor-pointer items-center gap-1.5 rounded-md border border-line px-3 text-ink-2 hover:border-edge hover:text-ink has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={chosen.includes(topic)}
              onChange={({ target }) =>
                onChoose(target.checked ? [...chosen, topic] : chosen.filter((each) => each !== topic))
              }
            />
            {topicWords[topic]}
            {due > 0 && (
              <span className="rounded-sm bg-warn-soft px-1 text-xs text-warn" title={`${counted(due, 'drill')} due`}>
                {due} due
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
