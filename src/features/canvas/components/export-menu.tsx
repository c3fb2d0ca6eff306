'use client'

import { Download } from 'lucide-react'
import { Button, IconButton } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { LazyMenu } from '@/ui/lazy-overlay'
import type { MenuProps } from '@/ui/overlay'
import { EXPORT_FORMATS, type ExportFormat } from '../export-formats'

export interface ExportMenuProps {
  onExport: (format: ExportFormat) => void
  /** Over a canvas there is no room for words, and what is printed is not the canvas. */
  isOverCanvas?: boolean
}

/** The button that lists the formats a design can leave in; the palette finds them too. */
export function ExportMenu({ onExport, isOverCanvas = false }: ExportMenuProps) {
  usePaletteGroups(() => [
    {
      heading: 'Design',
      actions: [
        ...EXPORT_FORMATS.map(({ format, label, hint, keywords }) => ({
          id: `design-export-${format}`,
          label: `Export: ${label} (${hint})`,
          keywords,
          onSelect: () => onExport(format),
        })),
        ...(isOverCanvas
          ? []
          : [{ id: 'design-print', label: 'Print the design', keywords: ['paper', 'pdf'], onSelect: print }]),
      ],
    },
  ])
  return (
    <LazyMenu
      align="end"
      trigger={
        isOverCanvas ? (
          <IconButton size="sm" label="Export the design">
            <Download size={14} aria-hidden />
          </IconButton>
        ) : (
          <Button size="sm" variant="quiet" icon={<Download size={14} aria-hidden />}>
            <span className="max-sm:sr-only">Export</span>
          </Button>
        )
      }
      entries={[
        ...EXPORT_FORMATS.map(({ format, label, hint }) => ({
          id: format,
          label,
          hint,
          onSelect: () => onExport(format),
        })),
        ...(isOverCanvas ? [] : printEntry),
      ]}
    />
  )
}

const printEntry: MenuProps['entries'] = [
  'separator',
  { id: 'print', label: 'Print', hint: 'A4 or Letter', onSelect: () => print() },
]

/** Once the menu is closed: a browser prints what is on the screen. */
const print = () => setTimeout(() => window.print(), 200)
