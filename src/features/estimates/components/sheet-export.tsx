'use client'

import { Download } from 'lucide-react'
import { useRef } from 'react'
import { emptySheet, type Sheet } from '@/core/estimate/sheet'
import { cellsFromText } from '@/core/estimate/sheet-text'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { downloadFile, fileNameOf } from '@/ui/files'
import { LazyMenu } from '@/ui/lazy-overlay'
import { toast } from '@/ui/toaster'
import { copyText } from '../copy-text'
import { type SheetFormat, sheetFormats } from '../export-sheet'
import { newCellId } from '../new-cell-id'

export interface SheetExportProps {
  /** The sheet with what is typed in it. */
  sheet: () => Sheet
  title: string
  seed?: string
  /** Takes a sheet from a file; absent where nothing can be changed. */
  onImport?: (sheet: Sheet, title: string) => void
}

const formats = Object.keys(sheetFormats) as SheetFormat[]
/** Far above the largest sheet: 200 cells with a formula and a note each. */
const LARGEST_FILE_BYTES = 2e6

/** The ways in which a sheet leaves, and the one in which it comes. */
export function SheetExport({ sheet, title, seed = '', onImport }: SheetExportProps) {
  const file = useRef<HTMLInputElement>(null)
  const write = async (format: SheetFormat) => (await import('../export-sheet')).exportSheet(format, sheet(), seed)
  const copy = (format: SheetFormat) =>
    void write(format).then((text) =>
      copyText(text, format === 'text' ? 'Copied. Paste it into any cell to get it back.' : 'Copied.'),
    )
  const download = (format: SheetFormat) => {
    const { type, extension } = sheetFormats[format]
    void write(format).then((text) =>
      downloadFile(new Blob([text], { type: `${type};charset=utf-8` }), fileNameOf(title, extension, 'estimates')),
    )
  }
  const choose = () => file.current?.click()
  const entries = [
    ...formats.map((format) => ({
      id: `download-${format}`,
      label: sheetFormats[format].label,
      hint: `.${sheetFormats[format].extension}`,
      onSelect: () => download(format),
    })),
    'separator' as const,
    ...formats.map((format) => ({
      id: `copy-${format}`,
      label: `Copy as ${format === 'text' ? 'text' : sheetFormats[format].label}`,
      onSelect: () => copy(format),
    })),
    ...(onImport ? ['separator' as const, { id: 'import', label: 'Import a text file', onSelect: choose }] : []),
  ]
  usePaletteGroups(() => [
    {
      heading: 'Estimates',
      actions: entries.flatMap((entry) =>
        entry === 'separator'
          ? []
          : [
              {
                ...entry,
                id: `sheet-${entry.id}`,
                label: entry.id.startsWith('download') ? `Export the sheet: ${entry.label}` : entry.label,
              },
            ],
      ),
    },
  ])
  return (
    <>
      <LazyMenu
        align="end"
        trigger={
          <Button size="sm" variant="quiet" icon={<Download size={14} aria-hidden />}>
            <span className="max-sm:sr-only">Export</span>
          </Button>
        }
        entries={entries}
      />
      {onImport && (
        <input
          ref={file}
          type="file"
          hidden
          accept=".txt,.md,text/plain"
          aria-label="Text file with a sheet"
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen) void readFile(chosen, onImport)
            event.target.value = ''
          }}
        />
      )}
    </>
  )
}

async function readFile(file: File, onImport: NonNullable<SheetExportProps['onImport']>): Promise<void> {
  if (file.size > LARGEST_FILE_BYTES) {
    toast.error(`${file.name} is larger than any sheet.`)
    return
  }
  const { cells, nouns, leftOut, shortened } = cellsFromText(await file.text(), newCellId)
  if (cells.length === 0) {
    toast.error(`${file.name} has no line that could be a cell.`)
    return
  }
  onImport(
    { ...emptySheet, cells, ...(nouns.length > 0 && { nouns: [...new Set(nouns)] }) },
    file.name.replace(/\.\w+$/, ''),
  )
  const lost = [
    ...(leftOut > 0 ? [`${leftOut} lines beyond the most that a sheet holds were left out`] : []),
    ...(shortened > 0 ? [`${shortened} lines were too long and are cut`] : []),
  ]
  if (lost.length > 0) toast.error(`${lost.join('; ')}.`)
}
