import type { Design } from '@/core/design/schema'
import { downloadFile } from '@/ui/files'

/** The design file as it is exported and imported. */
export const designText = (design: Design): string => `${JSON.stringify(design, null, 2)}\n`

/** Hands a text to the person as a file. */
export const downloadText = (text: string, name: string): void =>
  downloadFile(new Blob([text], { type: 'application/json' }), name)
