import { describe, expect, test } from 'vitest'
import { renameEdit } from './rename'
import type { Sheet } from './sheet'
import { suggestAt } from './suggest'

const sheet: Sheet = {
  cells: [
    { id: '1', name: 'users', src: '100M users' },
    { id: '2', name: 'posts_each', src: '2 posts/user/day' },
    { id: '3', name: 'posts_day', src: 'users * posts_each' },
    { id: '4', name: 'broken', src: 'users * (' },
  ],
}
const at = (marked: string, id = '3', isAsked = false) => {
  const caret = marked.indexOf('|')
  return suggestAt(marked.replace('|', ''), caret, { sheet, cellId: id, describe: () => 'a cell', isAsked })
}
const offered = (marked: string, id?: string) => at(marked, id)?.items.map(({ text }) => text) ?? []
const asked = (marked: string) => at(marked, '3', true)?.items.map(({ text }) => text) ?? []

describe('completion', () => {
  test('offers cells and functions where an operand goes, but not the cell itself', () => {
    expect(offered('users * po|')).toEqual(['posts_each'])
    expect(offered('ce|')).toEqual(['ceil()'])
    expect(offered('max(us|')).toEqual(['users'])
  })
  test('offers units after a number, a slash and a conversion', () => {
    expect(offered('5 G|')).toEqual(['GB', 'Gbit', 'GiB'].concat(offered('5 G|').slice(3)))
    expect(offered('2 posts/u|')[0]).toBe('users')
    expect(offered('a -> T|').slice(0, 2)).toEqual(['TB', 'Tbit'])
    expect(offered('5 m|')).toContain('ms')
  })
  test('replaces the whole word under the caret', () => {
    expect(at('users * po|st + 1')).toMatchObject({ start: 8, end: 12 })
  })
  test('is silent before a letter, in a remark and on a whole word', () => {
    expect(offered('users * |')).toEqual([])
    expect(offered('# us|')).toEqual([])
    expect(offered('posts_each|')).toEqual([])
  })
  test('offers what can stand there before a letter too, where it is asked for', () => {
    expect(asked('users * |').slice(0, 4)).toEqual(['users', 'posts_each', 'broken', 'ceil()'])
    expect(asked('|')[0]).toBe('users')
    expect(asked('a -> |')).toContain('requests')
    expect(asked('# |')).toEqual([])
  })
})

describe('renaming', () => {
  test('rewrites references and leaves the unit of the same word alone', () => {
    expect(renameEdit(sheet, '1', 'dau')).toEqual({
      type: 'cell-renamed',
      id: '1',
      name: 'dau',
      rewrites: [
        { id: '3', src: 'dau * posts_each' },
        { id: '4', src: 'dau * (' },
      ],
    })
  })
  test('after the name was emptied goes on from the name that formulas use', () => {
    const emptied: Sheet = { cells: sheet.cells.map((cell) => (cell.id === '1' ? { ...cell, name: '' } : cell)) }
    expect(renameEdit(emptied, '1', 'dau', 'users')).toMatchObject({
      rewrites: [{ id: '3', src: 'dau * posts_each' }, { id: '4' }],
    })
    expect(renameEdit(emptied, '1', 'dau')).toMatchObject({ rewrites: [] })
  })
  test.each([
    ['posts_each', 'is taken'],
    ['min', 'is a function'],
    ['per', 'is a word of the language'],
    ['2nd', 'is none'],
  ])('to %s, which %s, leaves formulas with the old name, and the next goes on from that', (name) => {
    const first = renameEdit(sheet, '1', name, 'users')
    expect(first).toMatchObject({ name, rewrites: [] })
    const between: Sheet = { cells: sheet.cells.map((cell) => (cell.id === '1' ? { ...cell, name } : cell)) }
    expect(renameEdit(between, '1', 'dau', 'users')).toMatchObject({
      rewrites: [{ id: '3', src: 'dau * posts_each' }, { id: '4' }],
    })
  })
  test('of a second cell with a name that is taken changes no formula', () => {
    const doubled: Sheet = { cells: [...sheet.cells, { id: '5', name: 'users', src: '1' }] }
    expect(renameEdit(doubled, '5', 'others')).toMatchObject({ rewrites: [] })
  })
})
