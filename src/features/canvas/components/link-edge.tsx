import type { Edge, EdgeProps } from 'reactflow'
import { memo, useCallback } from 'react'
import { linkCurve } from '@/core/design/drawing/link-curve'
import { useCanvas, useCanvasUi } from './canvas-context'

export interface LinkEdgeData extends Record<string, unknown> {
  /** Only what is not the default; undefined for an untouched link. */
  label: string | undefined
  dashed: boolean
}

export type LinkFlowEdge = Edge<LinkEdgeData, 'link'>

/** A link. Its width is written by the LiveLayer: it follows the logarithm of the rate. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<LinkFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, selected, data } = props
  const { live, symbols } = useCanvas()
  const detail = useCanvasUi((ui) => ui.detail)
  const mount = useCallback((path: SVGPathElement) => live.mountLink(id, path), [live, id])
  const curve = linkCurve({ x: sourceX, y: sourceY }, { x: targetX, y: targetY })
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
      {detail && data?.label !== undefined && (
        <text x={curve.middle.x} y={curve.middle.y} dy="0.35em" textAnchor="middle" className="canvas-link-label">
          {data.label}
        </text>
      )}
    </>
  )
})
