import { expect, it } from 'vitest'
import { exampleDesign } from './example-design'
import { handOver, takeHandedOver } from './handed-over'

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const refuse = () => {
  throw new Error('no storage here')
}

it('hands a design over once', () => {
  const store = storage()
  expect(takeHandedOver(store)).toBeNull()
  expect(handOver(store, exampleDesign)).toBe(true)
  expect(takeHandedOver(store)).toEqual(exampleDesign)
  expect(takeHandedOver(store)).toBeNull()
})

it('hands over nothing that is no design, and says where a browser keeps nothing', () => {
  const store = storage()
  handOver(store, { ...exampleDesign, version: 2 as 1 })
  expect(takeHandedOver(store)).toBeNull()
  expect(handOver({ setItem: refuse }, exampleDesign)).toBe(false)
  expect(takeHandedOver({ getItem: refuse, removeItem: refuse })).toBeNull()
})
