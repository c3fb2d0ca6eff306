import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { resetLimits } from '@/server/rate-limit'
import { accessPage } from './access-page'
import { type AccessRow, accessRows, procedures } from './access-table'
import { inputs } from './procedure-inputs'
import { clearDatabase, testDatabase } from './test-database'

const database = testDatabase()

/** Who may be nobody. Making this list longer is a decision, so it is written twice: here and in public-procedures.ts. */
const PUBLIC = ['account.me', 'account.signUp', 'sharing.open']

/** Procedures whose input is the token of a link: they answer whoever has it. */
const BY_TOKEN = ['sharing.open', 'sharing.accept']

/** What is for everybody but the owner: nobody reviews their own interview. */
const NOT_BY_OWNER = ['review.levels.start', 'review.levels.save', 'review.levels.submit', 'review.levels.adjust']

const PAGE = path.join(import.meta.dirname, '../../content/access.md')

const reset = async () => {
  await clearDatabase()
  resetLimits()
}

const found = new Map<string, AccessRow[]>()

describe('every procedure', () => {
  it('has an input in procedure-inputs.ts, and no input is left over', () => {
    expect(Object.keys(inputs).sort()).toEqual(procedures)
  })

  it.each(procedures)('%s gives nothing away', async (procedure) => {
    const rows = await accessRows(database.db, procedure, reset)
    found.set(procedure, rows)
    for (const { outcomes } of rows) {
      const isByToken = BY_TOKEN.includes(procedure)
      if (!PUBLIC.includes(procedure)) expect(outcomes['signed out'], 'signed out').toBe('refused')
      if (!isByToken) expect(['own', 'refused'], 'stranger').toContain(outcomes.stranger)
      // A link that no longer counts is no link.
      for (const who of ['revoked', 'expired'] as const)
        expect(outcomes[who], who).toBe(isByToken ? 'refused' : outcomes.stranger)
      // Without this, an input that is merely wrong would pass for a refusal.
      if (procedure !== 'account.signUp' && !NOT_BY_OWNER.includes(procedure))
        expect(outcomes.owner, 'owner').not.toBe('refused')
    }
  })

  it('stands in content/access.md as it is', () => {
    const page = accessPage(procedures.flatMap((procedure) => found.get(procedure) ?? []))
    if (process.env.WRITE_ACCESS_TABLE) fs.writeFileSync(PAGE, page)
    expect(fs.readFileSync(PAGE, 'utf8'), 'npm run access-table writes it anew').toBe(page)
  })
})
