import { describe, expect, it } from 'vitest'
import { budgetText, clockText, spokenDuration } from './clock-text'

describe('clock texts', () => {
  it('count whole seconds and go on to hours', () => {
    expect(clockText(0)).toBe('0:00')
    expect(clockText(190.9)).toBe('3:10')
    expect(clockText(3725)).toBe('1:02:05')
    expect(clockText(-4)).toBe('0:00')
  })

  it('are said in words', () => {
    expect(spokenDuration(61)).toBe('1 minute 1 second')
    expect(spokenDuration(600)).toBe('10 minutes')
    expect(spokenDuration(0)).toBe('0 seconds')
  })

  it('show budgets in minutes', () => {
    expect(budgetText(600)).toBe('10')
    expect(budgetText(210)).toBe('3.5')
  })
})
