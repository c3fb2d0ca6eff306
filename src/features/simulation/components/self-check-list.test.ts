import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { simulate } from '@/core/design/run'
import { exampleDesign } from '@/features/canvas/example-design'
import { FailedChecks, SelfCheckList } from './self-check-list'

const report = simulate(exampleDesign, { durationS: 2, warmupS: 1, seed: 1, replications: 1 })
const broken = {
  ...report,
  checks: report.checks.map((check) =>
    check.id === 'little'
      ? { ...check, passed: false, detail: 'broken at store', sides: { at: 'store', left: 5, right: 3 } }
      : check,
  ),
}

describe('self-checks on the screen', () => {
  it('raise an alarm where one failed, and none where all passed', () => {
    expect(renderToStaticMarkup(createElement(FailedChecks, { report }))).toBe('')
    const alarm = renderToStaticMarkup(createElement(FailedChecks, { report: broken }))
    expect(alarm).toContain('role="alert"')
    expect(alarm).toContain('do not rely on its figures')
    expect(alarm).toContain('broken at store')
  })

  it('show the numbers of both sides, at the name of the place', () => {
    const list = renderToStaticMarkup(createElement(SelfCheckList, { design: exampleDesign, report: broken }))
    expect(list).toContain('Little’s law: failed')
    expect(list).toMatch(/Items: 5 waiting on average, 3 by arrival rate × wait/)
    expect(list).toContain('Flow: passed')
  })
})
