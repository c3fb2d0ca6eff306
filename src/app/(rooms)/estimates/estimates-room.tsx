'use client'

import { useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { EstimatesWorkspace } from '@/features/estimates/client'
import type { EstimatesWorkspaceProps } from '@/features/estimates/components/estimates-workspace'
import { sheetShortcuts } from '@/features/estimates/sheet-shortcuts'
import { ShareSheet } from '@/features/sharing/components/share-button'

/** The sheet with what shares it: the two features meet here and nowhere else. */
export function EstimatesRoom({ problems }: Pick<EstimatesWorkspaceProps, 'problems'>) {
  useRegisteredShortcuts(sheetShortcuts)
  return (
    <EstimatesWorkspace
      problems={problems}
      renderShare={({ home, hasUnsaved, save }, isEmpty) => (
        <ShareSheet
          id={home.saved?.id ?? null}
          hasUnsaved={hasUnsaved}
          isEmpty={isEmpty}
          onSave={async () => (await save()).id}
        />
      )}
    />
  )
}
