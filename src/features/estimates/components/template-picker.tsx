'use client'

import { Command } from 'cmdk'
import { type EstimateTemplate, estimateTemplates } from '@/core/estimate/templates'
import { Dialog } from '@/ui/overlay'

export interface TemplatePickerProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onPick: (template: EstimateTemplate) => void
}

const families = [...new Set(estimateTemplates.map(({ family }) => family))]

/** Finds a worked estimate by a few letters. Load it lazily. */
export function TemplatePicker({ open, onOpenChange, onPick }: TemplatePickerProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      wide
      title="Templates"
      description="Worked estimates to start from. What your sheet has already is used and not asked again."
    >
      <Command label="Find a template" loop className="-m-4">
        <Command.Input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to search in it
          autoFocus
          placeholder="Find a template: storage, servers, peak…"
          className="h-10 w-full border-b border-line bg-transparent px-4 outline-none placeholder:text-ink-3"
        />
        <Command.List className="max-h-[min(60dvh,520px)] overflow-auto p-1.5">
          <Command.Empty className="px-3 py-4 text-ink-2">Nothing is called that. Try fewer letters.</Command.Empty>
          {families.map((family) => (
            <Command.Group
              key={family}
              heading={family}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
            >
              {estimateTemplates
                .filter((template) => template.family === family)
                .map((template) => (
                  <TemplateItem key={template.id} template={template} onPick={onPick} />
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}

function TemplateItem({
  template,
  onPick,
}: {
  template: EstimateTemplate
  onPick: (template: EstimateTemplate) => void
}) {
  const { id, title, formula, about } = template
  return (
    <Command.Item
      value={id}
      keywords={[title, formula, about]}
      onSelect={() => onPick(template)}
      className="flex min-h-8 cursor-default flex-col gap-0.5 rounded-sm px-2 py-1.5 data-[selected=true]:bg-accent-soft"
    >
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{title}</span>
        <span className="font-mono text-xs text-ink-2">{formula}</span>
      </span>
      <span className="text-sm text-ink-2">{about}</span>
    </Command.Item>
  )
}
