'use client'

import { Command } from 'cmdk'
import { type EstimateTemplate, estimateTemplates } from '@/core/estimate/templates'
import { rankTemplate, workedOut } from '../rank-template'

export interface TemplatePickerProps {
  onPick: (template: EstimateTemplate) => void
}

const byId = new Map(estimateTemplates.map((template) => [template.id, template]))
const families = [...new Set(estimateTemplates.map(({ family }) => family))]
const heading =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3'

/** Finds a worked estimate by a few letters. Load it lazily: it is needed a few times at most. */
export function TemplatePicker({ onPick }: TemplatePickerProps) {
  return (
    <Command
      label="Find a template"
      loop
      filter={(id, search) => rankTemplate(byId.get(id), search)}
      className="-m-3 w-[min(420px,calc(100vw-18px))]"
    >
      <Command.Input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to search in it
        autoFocus
        placeholder="Find a template: storage, servers, peak…"
        className="h-10 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-ink-3"
      />
      <Command.List className="max-h-[min(60dvh,480px)] overflow-auto p-1">
        <Command.Empty className="px-3 py-4 text-ink-2">Nothing is called that. Try fewer letters.</Command.Empty>
        {families.map((family) => (
          <Command.Group key={family} heading={family} className={heading}>
            {estimateTemplates
              .filter((template) => template.family === family)
              .map((template) => (
                <TemplateItem key={template.id} template={template} onPick={onPick} />
              ))}
          </Command.Group>
        ))}
      </Command.List>
      <p className="border-t border-line px-3 py-2 text-xs text-ink-3">
        What your sheet has already is used and not asked again.
      </p>
    </Command>
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
  const { given, results } = workedOut(template)
  return (
    <Command.Item
      value={id}
      onSelect={() => onPick(template)}
      className="flex min-h-8 cursor-default flex-col gap-0.5 rounded-sm px-2 py-1.5 data-[selected=true]:bg-accent-soft"
    >
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{title}</span>
        <span className="font-mono text-xs text-ink-2">{formula}</span>
      </span>
      <span className="text-sm text-ink-2">{about}</span>
      <span className="font-mono text-xs text-ink-2">
        {given} →{' '}
        {results.map(([name, value], index) => (
          <span key={name}>
            {index > 0 && ', '}
            {name} <span className="font-medium text-ink">{value}</span>
          </span>
        ))}
      </span>
    </Command.Item>
  )
}
