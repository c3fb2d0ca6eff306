'use client'

import { type FormEvent, useId, useState } from 'react'
import { failureText } from '@/features/transport/trpc-client'
import type { AccessRole } from '@/server/generated/enums'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { Field, Input, Select } from '@/ui/input'
import { type Expiry, LINK_LIMITS } from '../link-limits'
import type { MadeLink } from '../mutations'
import { ROLE_WORDS } from '../role-words'
import { MadeLinkBox } from './made-link-box'

export interface LinkWish {
  role: AccessRole
  label: string
  expiry: Expiry
}

export interface NewLinkProps {
  /** The roles to choose from; one alone is not asked. */
  roles: readonly AccessRole[]
  /** Shown under the roles: what the chosen one means just now. */
  remarkOn?: (role: AccessRole) => string | null
  /** Whether what it opens may stand in a frame of another site. */
  isEmbeddable?: boolean
  /** Ids of links that were revoked since: one made here is then shown no longer. */
  revoked: readonly string[]
  onCreate: (wish: LinkWish) => Promise<MadeLink>
}

const EXPIRIES: readonly { value: Expiry; label: string }[] = [
  { value: 'day', label: 'In a day' },
  { value: 'week', label: 'In a week' },
  { value: 'month', label: 'In 30 days' },
  { value: 'year', label: 'In a year' },
  { value: 'never', label: 'Never' },
]

/** The form of a new link, and below it the link that it made. */
export function NewLink({ roles, remarkOn, isEmbeddable, revoked, onCreate }: NewLinkProps) {
  const [role, setRole] = useState<AccessRole>(roles[0] ?? 'viewer')
  const [label, setLabel] = useState('')
  const [expiry, setExpiry] = useState<Expiry>('month')
  const [isSending, setIsSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [made, setMade] = useState<MadeLink | null>(null)
  const shown = made !== null && revoked.includes(made.id) ? null : made

  async function create(event: FormEvent) {
    event.preventDefault()
    setIsSending(true)
    setFailure(null)
    try {
      setMade(await onCreate({ role, label, expiry }))
      setLabel('')
    } catch (error) {
      setFailure(failureText(error))
    }
    setIsSending(false)
  }

  return (
    <form method="post" onSubmit={(event) => void create(event)} className="flex flex-col gap-3">
      {roles.length > 1 && <RoleChoice roles={roles} value={role} onValueChange={setRole} remarkOn={remarkOn} />}
      <div className="flex flex-wrap items-start gap-3">
        <Field label="Label" help="For you alone, to tell links apart." className="min-w-48 flex-1">
          {(ids) => (
            <Input
              {...ids}
              value={label}
              maxLength={LINK_LIMITS.labelChars}
              placeholder="For Bo"
              autoComplete="off"
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Field label="Expires" className="w-32">
          {(ids) => <Select {...ids} value={expiry} options={EXPIRIES} onValueChange={setExpiry} />}
        </Field>
      </div>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <Button
        type="submit"
        variant={shown === null ? 'primary' : 'default'}
        className="self-start"
        disabled={isSending}
      >
        {isSending ? 'Creating the link ...' : shown === null ? 'Create link' : 'Create another link'}
      </Button>
      {shown && <MadeLinkBox key={shown.id} token={shown.token} isEmbeddable={isEmbeddable} />}
    </form>
  )
}

interface RoleChoiceProps {
  roles: readonly AccessRole[]
  value: AccessRole
  onValueChange: (role: AccessRole) => void
  remarkOn: NewLinkProps['remarkOn']
}

function RoleChoice({ roles, value, onValueChange, remarkOn }: RoleChoiceProps) {
  const name = useId()
  const remark = remarkOn?.(value) ?? null
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">Whoever has the link may</legend>
      {roles.map((role) => (
        <label
          key={role}
          className="grid cursor-pointer grid-cols-[auto_1fr] items-start gap-x-2 rounded-md border border-line px-3 py-2 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={role}
            checked={role === value}
            onChange={() => onValueChange(role)}
            className="mt-0.5 accent-(--accent)"
          />
          <span className="font-medium">{ROLE_WORDS[role].name}</span>
          <span className="col-start-2 text-ink-2">{ROLE_WORDS[role].may}</span>
        </label>
      ))}
      {remark !== null && <p className="text-sm text-ink-2">{remark}</p>}
    </fieldset>
  )
}
