/** In a frame there is no room for more, and nowhere to go. */
export default function DeadEmbedPage() {
  return (
    <main className="p-4">
      <h1 className="text-md font-semibold">This link opens nothing</h1>
      <p className="text-ink-2">It was revoked, has expired, or is not complete.</p>
    </main>
  )
}
