import { CircleX, Flame, Funnel, Hourglass, type LucideIcon, Power, Snowflake } from 'lucide-react'
import type { BlockState } from '@/core/design/drawing/block-states'
import { useCanvas } from './canvas-context'

const icons: Record<Exclude<BlockState, 'calm'>, LucideIcon> = {
  limiting: Funnel,
  cold: Snowflake,
  lagging: Hourglass,
  saturated: Flame,
  dropping: CircleX,
  down: Power,
}

/** Arrowheads and state icons, drawn once and used by every block and link. */
export function CanvasSymbols() {
  const { symbols } = useCanvas()
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <Arrow id={`${symbols}-arrow`} fill="var(--edge)" />
        <Arrow id={`${symbols}-arrow-selected`} fill="var(--accent)" />
        {Object.entries(icons).map(([state, Icon]) => (
          <symbol key={state} id={`${symbols}-${state}`} viewBox="0 0 24 24">
            <Icon size={24} strokeWidth={2.5} />
          </symbol>
        ))}
      </defs>
    </svg>
  )
}

function Arrow({ id, fill }: { id: string; fill: string }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 10"
      refX="1"
      refY="5"
      markerWidth="8"
      markerHeight="10"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0,0.5 L8,5 L0,9.5 z" fill={fill} />
    </marker>
  )
}
