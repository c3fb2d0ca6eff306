import type { Design } from '@/core/design/schema'

/** A name that every file system takes: "URL shortener" -> "url-shortener.json". */
export function fileNameOf(title: string): string {
  const stem = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${stem === '' ? 'design' : stem}.json`
}

/** The design file as it is exported and imported. */
export const designText = (design: Design): string => `${JSON.stringify(design, null, 2)}\n`

/** Hands a text to the person as a file. */
export function downloadText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
