import { useMemo } from 'react'
import { findingsOf } from '@/core/design/findings'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { Remark } from '@/ui/remark'

interface Props {
  design: Design
  report: Report
  onSelectBlock?: (id: string) => void
}

/** What only the run could tell; what can be read off the drawing stands beside the canvas anyway. */
export function RunFindings({ design, report, onSelectBlock }: Props) {
  const findings = useMemo(() => {
    const drawn = new Set(findingsOf(design).map(({ id }) => id))
    return report.findings.filter(({ id }) => !drawn.has(id))
  }, [design, report])
  if (findings.length === 0) return null
  return (
    <section aria-label="What the run found">
      <h3 className="pb-1 font-medium">What the run found</h3>
      <ul className="flex flex-col">
        {findings.map(({ severity, text, fix, blocks: [block] }) => {
          const remark = <Remark severity={severity} text={text} fix={fix} />
          return (
            <li key={text} className="border-b border-line last:border-b-0">
              {block === undefined || onSelectBlock === undefined ? (
                <div className="flex gap-2 py-2">{remark}</div>
              ) : (
                <button
                  type="button"
                  onClick={() => onSelectBlock(block)}
                  className="flex w-full gap-2 py-2 text-start hover:bg-sunken"
                >
                  {remark}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
