import { toast } from '@/ui/toaster'

/** Puts a text on the clipboard and says so, or says what to do instead. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(done)
  } catch {
    toast.error('The browser did not allow copying: export it as a file instead.')
  }
}
