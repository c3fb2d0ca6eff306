import type { Design } from '@/core/design/schema'

/** A name that every file system takes: "URL shortener" -> "url-shortener.json". */
export function fileNameOf(title: string, extension = 'json'): string {
  const stem = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${stem === '' ? 'design' : stem}.${extension}`
}

/** The design file as it is exported and imported. */
export const designText = (design: Design): string => `${JSON.stringify(design, null, 2)}\n`

/** Hands a text to the person as a file. */
export const downloadText = (text: string, name: string): void =>
  downloadFile(new Blob([text], { type: 'application/json' }), name)

/** Hands a file to the person. */
export function downloadFile(contents: Blob, name: string): void {
  const url = URL.createObjectURL(contents)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
