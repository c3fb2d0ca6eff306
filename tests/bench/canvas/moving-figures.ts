import type { Design } from '@/core/design/schema'
import type { Figures } from '@/features/canvas/figures'

const TICK_MS = 100

/** Every figure of every block and link, anew ten times a second: more than any run changes. Returns how to stop it. */
export function startFigures(figures: Figures, design: Design): () => void {
  let tick = 0
  const write = () => {
    tick += 1
    figures.reset(design, false)
    for (let i = 0; i < design.blocks.length; i += 1) {
      const wave = 0.5 + 0.5 * Math.sin(tick / 7 + i)
      figures.setBlock(i, {
        utilisation: wave * 1.1,
        arrivalsPerS: 50_000 * wave,
        queueLength: 400 * wave,
        hitRatio: i % 6 === 1 ? wave : null,
        state: wave > 0.95 ? 'saturated' : 'calm',
      })
    }
    for (let i = 0; i < design.links.length; i += 1) figures.setLink(i, 10_000 * (0.5 + 0.5 * Math.cos(tick / 5 + i)))
    figures.publish()
  }
  write()
  const timer = setInterval(write, TICK_MS)
  return () => clearInterval(timer)
}
