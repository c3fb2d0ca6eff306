'use client'

import { useMemo } from 'react'
import { blockKind } from '@/core/blocks/registry'
import { blockName, blockNameIn } from '@/core/design/block-name'
import { faultTitle, formatMeasured, objectiveSubject, objectiveTarget, requestName } from '@/core/design/describe'
import { linkWords } from '@/core/design/drawing/link-words'
import { renderSvg } from '@/core/design/drawing/render-svg'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'
import { arrivalsText } from '../arrivals-text'
import { drawnFigures, figuresCaption } from '../drawn-figures'
import { Figures } from '../figures'
import { showReport } from '../report-figures'
import { useIsPrinting } from './use-is-printing'

export interface DesignDrawingProps {
  design: Design
  /** Of a run of just this design: its figures stand on the blocks. */
  report?: Report | null
}

/** The whole design as one picture, light, as large as the page allows: for paper. */
export function DesignDrawing({ design, report = null }: DesignDrawingProps) {
  const picture = useMemo(() => {
    const svg = renderSvg(design, { theme: 'light', onPaper: true, titled: false, ...figuresOf(design, report) })
    return `data:image/svg+xml,${encodeURIComponent(svg)}`
  }, [design, report])
  return (
    <img
      src={picture}
      alt={`Drawing of the design: ${design.blocks.map(blockName).join(', ')}`}
      className="max-h-[230mm] w-full break-inside-avoid object-contain object-left"
    />
  )
}

function figuresOf(design: Design, report: Report | null) {
  if (report === null) return {}
  const figures = new Figures()
  showReport(figures, design, { report, atS: null })
  return { figures: drawnFigures(design, figures), caption: figuresCaption(figures) }
}

export interface PrintedDesignProps extends DesignDrawingProps {
  /** Under the title. */
  by?: string
}

/**
 * A design on paper: drawn, and then all of it in words. It is not there before it is to be printed: drawing a large one at
 * every edit would be felt.
 */
export function PrintedDesign({ design, by, report = null }: PrintedDesignProps) {
  const isPrinting = useIsPrinting()
  if (!isPrinting) return null
  return (
    <article className="hidden print:block">
      <h1 className="text-xl font-semibold">{design.title.trim() || 'Untitled design'}</h1>
      {by !== undefined && <p className="text-ink-2">{by}</p>}
      <div className="my-3">
        <DesignDrawing design={design} report={report} />
      </div>
      <DesignTables design={design} report={report} />
    </article>
  )
}

function DesignTables({ design, report }: { design: Design; report: Report | null }) {
  const { blocks, links, requests, objectives = [], faults = [] } = design
  const measured = new Map(report?.objectives.map((objective) => [objective.id, objective.measured]))
  return (
    <>
      <Table
        title="Blocks"
        head={['Name', 'Kind', 'Settings']}
        rows={blocks.map((block) => {
          const kind = blockKind(block.kind)
          return [block.id, blockName(block), kind.name, kind.summary(block.config ?? {})]
        })}
      />
      <Table
        title="Links"
        head={['From', 'To', 'How']}
        rows={links.map((link) => [
          link.id,
          blockNameIn(design, link.from),
          blockNameIn(design, link.to),
          linkWords(link, requests).join(', '),
        ])}
      />
      <Table
        title="Traffic"
        head={['Requests', 'From', 'How many']}
        rows={requests.map(({ id, from, arrivals }) => [
          id,
          requestName(design, id),
          blockNameIn(design, from),
          arrivalsText(arrivals),
        ])}
      />
      <Table
        title="Objectives"
        head={['Objective', 'Asked for', 'Measured']}
        rows={objectives.map((objective) => [
          objective.id,
          objectiveSubject(objective, design),
          objectiveTarget(objective),
          formatMeasured(objective, measured.get(objective.id) ?? null),
        ])}
      />
      <Table
        title="Faults"
        head={['Fault', 'At', 'For']}
        rows={faults.map((fault) => [
          fault.id,
          faultTitle(design, fault),
          formatDuration(fault.atS),
          formatDuration(fault.forS),
        ])}
      />
    </>
  )
}

/** Each row begins with its id. Nothing is said of what there is none of. */
function Table({ title, head, rows }: { title: string; head: readonly string[]; rows: readonly string[][] }) {
  if (rows.length === 0) return null
  return (
    <section className="mt-4">
      <h2 className="break-after-avoid text-md font-semibold">{title}</h2>
      <table className="w-full">
        <thead>
          <tr className="border-b border-edge">
            {head.map((name) => (
              <th key={name} scope="col" className="py-1 pe-3 text-start font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, ...cells]) => (
            <tr key={id} className="break-inside-avoid border-b border-line align-baseline">
              {cells.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key -- columns never move
                <td key={column} className="py-1 pe-3 wrap-anywhere">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
