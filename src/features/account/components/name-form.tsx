'use client'

import { useRouter } from 'next/navigation'
import { trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { toast } from '@/ui/toaster'
import { FormField } from './form-field'
import { useSubmit } from './use-submit'

export function NameForm({ name }: { name: string | null }) {
  const router = useRouter()
  const submit = useSubmit(async (fields) => {
    await trpcClient.account.rename.mutate({ name: fields.name ?? '' })
    toast('Name saved')
    router.refresh()
  })
  return (
    <form method="post" onSubmit={submit.onSubmit} className="flex w-full flex-col items-start gap-3">
      {submit.failure !== null && <Notice tone="bad">{submit.failure}</Notice>}
      <FormField
        submit={submit}
        name="name"
        label="Name"
        defaultValue={name ?? ''}
        autoComplete="name"
        maxLength={80}
      />
      <Button type="submit" disabled={!submit.canSend}>
        Save name
      </Button>
    </form>
  )
}
