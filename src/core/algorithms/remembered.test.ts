import { expect, test } from 'vitest'
import { remembered } from './remembered'

test('a remembered answer is worked out once, until others have been asked for since', () => {
  const asked: string[] = []
  const length = remembered(2, (text) => {
    asked.push(text)
    return text.length
  })
  expect(['a', 'bb', 'a', 'ccc', 'a', 'bb'].map(length)).toEqual([1, 2, 1, 3, 1, 2])
  expect(asked).toEqual(['a', 'bb', 'ccc', 'bb'])
})
