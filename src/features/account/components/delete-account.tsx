'use client'

import { useId, useState } from 'react'
import { trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { Dialog } from '@/ui/overlay'
import { DELETE_WORD } from '../delete-word'
import { signOut } from '../sign-in'
import { FormField } from './form-field'
import { useSubmit } from './use-submit'

export interface DeleteAccountProps {
  /** On the button and the dialog. */
  title: string
  hasPassword: boolean
  /** What goes with it: "3 interviews, 1 design". */
  contents: string
}

export function DeleteAccount({ title, hasPassword, contents }: DeleteAccountProps) {
  const [isOpen, setOpen] = useState(false)
  const formId = useId()
  const submit = useSubmit(async ({ confirm = '', password = '' }) => {
    // What was typed, whatever it is: the server alone judges it.
    await trpcClient.account.remove.mutate({ confirm: confirm.trim().toLowerCase() as typeof DELETE_WORD, password })
    await signOut()
    window.location.assign('/')
  })
  const buttons = (
    <>
      <Button onClick={() => setOpen(false)}>Keep it</Button>
      <Button type="submit" form={formId} variant="danger" disabled={!submit.canSend}>
        Delete for ever
      </Button>
    </>
  )
  return (
    <>
      <Button variant="danger" disabled={!submit.canSend} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={title}
        description={`This removes who you are here and all you made, at once and for ever. You have ${contents} on this server.`}
        footer={buttons}
      >
        <form id={formId} method="post" onSubmit={submit.onSubmit} className="flex flex-col gap-4">
          {submit.failure !== null && <Notice tone="bad">{submit.failure}</Notice>}
          <FormField
            submit={submit}
            name="confirm"
            label={`Type "${DELETE_WORD}" to confirm`}
            autoComplete="off"
            required
          />
          {hasPassword && (
            <FormField
              submit={submit}
              name="password"
              label="Password"
              type="password"
              autoComplete="current-password"
              required
            />
          )}
        </form>
      </Dialog>
    </>
  )
}
