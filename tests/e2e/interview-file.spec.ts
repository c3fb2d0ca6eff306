import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { InterviewFile } from '@/core/scoring/interview-file'

const ANCHOR = 'content/anchors/shortener-b.dryrun.json'

test('opens an interview from a file, says what is wrong with a bad one, and saves it again', async ({ page }) => {
  const file = JSON.parse(readFileSync(ANCHOR, 'utf8')) as InterviewFile
  const bad = { ...file, events: file.events.slice(0, -1), token: 'x' }
  await page.goto('/interviews')
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeEnabled()
  const input = page.getByLabel('Interview file to open')
  await input.setInputFiles({
    name: 'bad.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(bad)),
  })
  const problems = page.getByRole('dialog', { name: 'This file cannot be opened' })
  await expect(problems).toContainText('$.token')
  await page.keyboard.press('Escape')

  await input.setInputFiles(ANCHOR)
  await expect(page).toHaveURL(/\/report$/)
  await expect(page.getByRole('heading', { name: 'What came with the file' })).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'The interview, to open elsewhere' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('url-shortener.dryrun.json')
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as InterviewFile
  expect({ ...saved, runs: [], evidence: [] }).toEqual(file)

  await page.goto('/interviews')
  await expect(page.getByRole('listitem').filter({ hasText: 'URL shortener' })).toContainText('Imported')
})
