import { type Edge, EdgeLabelRenderer, type EdgeProps } from 'reactflow'
import { memo, useCallback } from 'react'
import type { Point } from '@/core/design/drawing/geometry'
import { linkCurve, pointOnLink } from '@/core/design/drawing/link-curve'
import type { PlacedLabel } from '@/core/design/drawing/link-labels'
import { useCanvas, useCanvasUi } from './canvas-context'

export interface LinkEdgeData extends Record<string, unknown> {
  /** Only what is not the default; undefined for an untouched link. */
  label: PlacedLabel | undefined
  dashed: boolean
}

export type LinkFlowEdge = Edge<LinkEdgeData, 'link'>

/** A link. Its width is written by the LiveLayer: it follows the logarithm of the rate. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<LinkFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, selected, data } = props
  const { live, symbols } = useCanvas()
  const detail = useCanvasUi((ui) => ui.detail)
  const mount = useCallback((path: SVGPathElement) => live.mountLink(id, path), [live, id])
  const [start, end] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ]
  const curve = linkCurve(start, end)
  return (
    <>
      <path
        ref={mount}
        d={curve.path}
        fill="none"
        className="canvas-link"
        data-dashed={data?.dashed}
        markerEnd={detail ? `url(#${symbols}-arrow${selected ? '-selected' : ''})` : undefined}
      />
      {detail && (
        <path d={curve.path} fill="none" strokeOpacity={0} strokeWidth={24} className="react-flow__edge-interaction" />
      )}
      {detail && data?.label && (
        <LinkLabel id={id} text={data.label.text} at={pointOnLink(start, end, data.label.share)} selected={selected} />
      )}
    </>
  )
})

interface LinkLabelProps {
  id: string
  text: string
  at: Point
  selected: boolean | undefined
}

/** Above all links: one that is drawn later would run over it. */
function LinkLabel({ id, text, at, selected }: LinkLabelProps) {
  const { live } = useCanvas()
  const mount = useCallback((label: SVGSVGElement) => live.mountLabel(id, label), [live, id])
  return (
    <EdgeLabelRenderer>
      <svg ref={mount} className="canvas-label-layer" aria-hidden="true">
        <text
          x={at.x}
          y={at.y}
          dy="0.35em"
          textAnchor="middle"
          className="canvas-link-label"
          data-selected={selected === true}
        >
          {text}
        </text>
      </svg>
    </EdgeLabelRenderer>
  )
}
