'use client'

import { Download } from 'lucide-react'
import { Button } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { LazyMenu } from '@/ui/lazy-overlay'
import { EXPORT_FORMATS, type ExportFormat } from '../export-formats'

/** The button that lists the formats a design can leave in; the palette finds them too. */
export function ExportMenu({ onExport }: { onExport: (format: ExportFormat) => void }) {
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
        { id: 'design-print', label: 'Print the design', keywords: ['paper', 'pdf'], onSelect: print },
      ],
    },
  ])
  return (
    <LazyMenu
      align="end"
      trigger={
        <Button size="sm" variant="quiet" icon={<Download size={14} aria-hidden />}>
          <span className="max-sm:sr-only">Export</span>
        </Button>
      }
      entries={[
        ...EXPORT_FORMATS.map(({ format, label, hint }) => ({
          id: format,
          label,
          hint,
          onSelect: () => onExport(format),
        })),
        'separator',
        { id: 'print', label: 'Print', hint: 'A4 or Letter', onSelect: print },
      ]}
    />
  )
}

/** Once the menu is closed: a browser prints what is on the screen. */
const print = () => setTimeout(() => window.print(), 200)
