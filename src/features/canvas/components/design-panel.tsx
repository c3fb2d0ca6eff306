'use client'

import { useState } from 'react'
import { Tabs } from '@/ui/tabs'
import { EmptyState } from '@/ui/display'
import { isEmptySelection } from '../selection'
import { FaultsEditor } from './faults-editor'
import { FindingsList } from './findings-list'
import { ObjectivesEditor } from './objectives-editor'
import { SelectionInspector, type SelectionInspectorProps } from './selection-inspector'
import { TrafficEditor } from './traffic-editor'

export type DesignPanelTab = 'selection' | 'traffic' | 'objectives' | 'faults' | 'findings'

export interface DesignPanelProps extends Omit<SelectionInspectorProps, 'children'> {
  /** The open tab; left out, the panel keeps it itself. */
  tab?: DesignPanelTab
  onTabChange?: (tab: DesignPanelTab) => void
}

/** The right side of a canvas: what belongs to the selection, and what belongs to the whole design. */
export function DesignPanel(props: DesignPanelProps) {
  const { design, selection, findings = [], onEdit, onSelect } = props
  const [ownTab, setOwnTab] = useState<DesignPanelTab>('selection')
  const tab = props.tab ?? ownTab
  const urgent = findings.filter((finding) => finding.severity !== 'info').length
  const items = [
    { value: 'selection' as const, label: 'Selection' },
    { value: 'traffic' as const, label: 'Traffic' },
    { value: 'objectives' as const, label: 'Objectives' },
    { value: 'faults' as const, label: 'Faults' },
    {
      value: 'findings' as const,
      label: urgent > 0 ? `Findings ${urgent}` : 'Findings',
      name: urgent > 0 ? `Findings, ${urgent}` : 'Findings',
    },
  ]
  return (
    <Tabs
      label="Parts of the design"
      items={items}
      value={tab}
      onValueChange={(next) => {
        setOwnTab(next)
        props.onTabChange?.(next)
      }}
      className="h-full text-sm [&_[role=tab]]:px-1.5 [&_[role=tablist]]:gap-0 [&_[role=tablist]]:px-2"
      panelClassName="overflow-auto p-4 text-base"
    >
      {tab === 'selection' && (
        <SelectionInspector {...props}>
          {isEmptySelection(selection) && (
            <EmptyState title="Nothing is selected.">
              Choose a block or a link to see its settings, or look at the whole design under the other tabs.
            </EmptyState>
          )}
        </SelectionInspector>
      )}
      {tab === 'traffic' && <TrafficEditor design={design} onEdit={onEdit} />}
      {tab === 'objectives' && <ObjectivesEditor design={design} onEdit={onEdit} />}
      {tab === 'faults' && <FaultsEditor design={design} onEdit={onEdit} />}
      {tab === 'findings' && <FindingsList findings={findings} onSelect={onSelect} />}
    </Tabs>
  )
}
