import { type EstimateTemplate, estimateTemplates } from '@/core/estimate/templates'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/display'

const first = ['request-rate', 'storage', 'servers-cpu']

/** An empty sheet: what to do first, with an example. */
export function SheetStart({
  readOnly,
  onTemplate,
}: {
  readOnly: boolean
  onTemplate: (template: EstimateTemplate) => void
}) {
  if (readOnly) return <p className="text-ink-2">No estimates were made.</p>
  const templates = estimateTemplates.filter(({ id }) => first.includes(id))
  return (
    <EmptyState
      title="How much of it will there be?"
      action={
        <span className="flex flex-wrap gap-2">
          {templates.map((template) => (
            <Button key={template.id} size="sm" onClick={() => onTemplate(template)}>
              {template.title}
            </Button>
          ))}
        </span>
      }
    >
      Name a number and write it with its unit, then let the next cell use it:{' '}
      <code className="font-mono text-sm">dau = 100M users</code>, then{' '}
      <code className="font-mono text-sm">dau * 10 requests/user/day -&gt; requests/s</code>. Or start from a template.
    </EmptyState>
  )
}
