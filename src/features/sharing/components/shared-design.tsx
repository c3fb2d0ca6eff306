import type { ShownLink } from '../queries'

export interface SharedDesignProps {
  token: string
  link: Extract<ShownLink, { kind: 'design' }>
}

/** A design by its link, read-only. */
export function SharedDesign({ link }: SharedDesignProps) {
  const { title, ownerName, design } = link
  return (
    <main className="mx-auto w-full max-w-[760px] px-4 py-6">
      <p className="text-md text-ink-2">A design by {ownerName ?? 'somebody without a name'}</p>
      <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
      <ul aria-label="Blocks" className="mt-3 list-disc ps-5">
        {design.blocks.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </main>
  )
}
