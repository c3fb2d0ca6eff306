import { failureText, isAppError } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import type { SheetHomeControl } from './use-sheet-home'

/** Saves the sheet and says what came of it. */
export async function trySave(control: SheetHomeControl, how?: 'as-new'): Promise<boolean> {
  try {
    await control.save(how)
    toast('Saved')
    return true
  } catch (error) {
    const isStale = isAppError(error) && error.data?.code === 'PRECONDITION_FAILED'
    const action = { label: 'Save as new', onClick: () => void trySave(control, 'as-new') }
    toast.error(failureText(error), isStale ? { action } : {})
    return false
  }
}
