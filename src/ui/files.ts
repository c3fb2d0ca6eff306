/** A name that every file system takes: "URL shortener" -> "url-shortener.json"; `otherwise` where nothing is left of it. */
export function fileNameOf(title: string, extension: string, otherwise: string): string {
  const stem = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${stem === '' ? otherwise : stem}.${extension}`
}

/** Hands a file to the person. */
export function downloadFile(contents: Blob, name: string): void {
  const url = URL.createObjectURL(contents)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
