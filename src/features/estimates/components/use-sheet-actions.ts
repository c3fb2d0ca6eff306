import { type EstimateTemplate, estimateTemplates } from '@/core/estimate/templates'
import { usePaletteGroups } from '@/ui/commands'

export interface SheetActions {
  readOnly: boolean
  addCell: () => void
  addTemplate: (template: EstimateTemplate) => void
  showNumbers: (() => void) | undefined
}

/** What the palette finds where a sheet is. */
export function useSheetActions({ readOnly, addCell, addTemplate, showNumbers }: SheetActions): void {
  usePaletteGroups(() =>
    readOnly
      ? []
      : [
          {
            heading: 'Estimates',
            actions: [
              { id: 'sheet-add', label: 'Add a cell', onSelect: addCell },
              ...(showNumbers
                ? [{ id: 'sheet-numbers', label: 'Show the reference numbers', hint: 'Alt+N', onSelect: showNumbers }]
                : []),
              ...estimateTemplates.map((template) => ({
                id: `template-${template.id}`,
                label: `Add the template “${template.title}”`,
                onSelect: () => addTemplate(template),
              })),
            ],
          },
        ],
  )
}
