import { expect, test } from 'vitest'
import { MOST_LINKED, questionsText, readQuestions } from './question-link'

const refs = [
  { drill: 'peak-rate', level: 2, seed: 2 ** 31 - 2 },
  { drill: 'nines', level: 1, seed: 0 },
] as const

test('a link reads back to the very same questions', () => {
  expect(questionsText(refs)).toBe('peak-rate.2.zik0zi,nines.1.0')
  expect(readQuestions(questionsText(refs))).toEqual(refs)
})

test('a damaged link is none', () => {
  for (const text of ['', 'nines', 'nines.4.1', 'nines.1.zzzzzzz', 'nines.1.1,', 'ni nes.1.1', '../x.1.1'])
    expect(readQuestions(text), text).toBeNull()
  expect(readQuestions(Array.from({ length: MOST_LINKED + 1 }, () => 'nines.1.1').join(','))).toBeNull()
})
