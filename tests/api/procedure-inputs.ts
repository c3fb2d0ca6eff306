import type { PrismaClient } from '@/server/generated/client'
import type { Person } from './test-people'

/** Stands in what the owner has: nobody else may ever be shown it. */
export const SECRET = 'the words of the owner'

/** Makes what the owner needs to have and gives the input with which the owner's call works. */
type MakeInput = (db: PrismaClient, owner: Person) => unknown

/** One line for every procedure there is; access.test.ts calls each as nobody, as a stranger and as the owner. */
export const inputs: Record<string, MakeInput> = {
  'account.me': () => undefined,
  'account.read': () => undefined,
  'account.signUp': () => ({ email: 'new@example.org', password: 'a long password', name: '' }),
  'account.rename': () => ({ name: 'New name' }),
  'account.changePassword': () => ({ current: '', next: 'another long password' }),
  'account.signOutEverywhere': () => undefined,
  'account.exportAll': () => undefined,
  'account.remove': () => ({ confirm: 'delete', password: '' }),
}
