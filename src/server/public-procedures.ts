/** All that someone without a sign-in may call. Everything else is refused before it starts. */
const PUBLIC = new Set(['account.me', 'account.signUp', 'sharing.open'])

export function isPublicProcedure(path: string): boolean {
  return PUBLIC.has(path)
}
