/** Powers of ten to each side of the exact value. */
const SIDE = 1.5

const left = (dex: number) => `${((Math.min(SIDE, Math.max(-SIDE, dex)) + SIDE) / (2 * SIDE)) * 100}%`
const marks = [
  { dex: -1, label: '÷ 10' },
  { dex: -0.3, label: '÷ 2' },
  { dex: 0, label: 'exact' },
  { dex: 0.3, label: '× 2' },
  { dex: 1, label: '× 10' },
]

/** How far a number is off, on a scale of factors, with the band that counts in full; or from where to where a range goes. The sentence above says it in words. */
export function DexScale({ dex, ends }: { dex: number; ends: readonly [number, number] | null }) {
  return (
    <div className="relative h-8 w-full max-w-[420px]" aria-hidden>
      {ends === null && (
        <span className="absolute top-1 h-3 bg-good-soft" style={{ left: left(-0.3), right: left(-0.3) }} />
      )}
      <span className="absolute inset-x-0 top-2.5 h-px bg-edge" />
      {marks.map((mark) => (
        <span
          key={mark.dex}
          className="absolute top-1 flex -translate-x-1/2 flex-col items-center text-xs text-ink-3"
          style={{ left: left(mark.dex) }}
        >
          <span className={mark.dex === 0 ? 'h-3 w-0.5 bg-ink' : 'h-3 w-px bg-edge'} />
          {mark.label}
        </span>
      ))}
      {ends === null ? (
        <span
          className="absolute top-1 size-3 -translate-x-1/2 rounded-full border border-surface bg-accent"
          style={{ left: left(dex) }}
        />
      ) : (
        <span
          className="absolute top-2 h-1 min-w-1 rounded-full bg-accent"
          style={{ left: left(ends[0]), right: left(-ends[1]) }}
        />
      )}
    </div>
  )
}
