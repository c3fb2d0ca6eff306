import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { problemBriefSchema, problemForCandidate } from '@/core/content/problem'
import { content } from '@/server/content'
import { NumbersPanel } from './components/numbers-panel'

const shortener = (await content.problem('shortener'))!
const withBook = (closedBook: unknown) => problemBriefSchema.safeParse({ ...shortener.brief, closedBook })

describe('a problem that locks the reference numbers', () => {
  it('says so to the candidate; all others say nothing', () => {
    const locked = withBook(true)
    expect(locked.success && problemForCandidate({ ...shortener, brief: locked.data }).closedBook).toBe(true)
    expect(problemForCandidate(shortener)).not.toHaveProperty('closedBook')
    expect(withBook('yes').success).toBe(false)
  })

  it('shows why there are none, and neither a search nor a number', () => {
    const html = renderToStaticMarkup(createElement(NumbersPanel, { isLocked: true }))
    expect(html).toContain('Closed book')
    expect(html).not.toContain('search')
    expect(renderToStaticMarkup(createElement(NumbersPanel, {}))).toContain('Opening the numbers')
  })
})
