import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Content } from './content'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'dryrun-content-'))
  await mkdir(path.join(root, 'numbers'))
})
afterEach(() => rm(root, { recursive: true }))

const table = (rest: string) =>
  `title: A table\ntab: Table\norder: 1\nabout: For a test.\nyear: 2020\nsource: This test\nrows:\n${rest}`

async function reading(file: string, text: string): Promise<string> {
  await writeFile(path.join(root, file), text)
  try {
    await new Content(root).numbers()
    return 'read'
  } catch (error) {
    return String(error)
  }
}

describe('a file that is not what its schema says', () => {
  it('is refused with its name and the place', async () => {
    expect(await reading('numbers/a.yaml', table('  - { id: one, name: One, value: 5 parsecs }'))).toMatch(
      /ContentError: numbers\/a\.yaml: rows\.0\.value: “5 parsecs”/,
    )
  })

  it.each(['â€”', 'ðŸ˜…', 'Ã¤'])('is refused when its text was read in the wrong encoding: %s', async (garbled) => {
    expect(await reading('numbers/a.yaml', table(`  - { id: one, name: One ${garbled} two, value: 5 s }`))).toMatch(
      /numbers\/a\.yaml: line 8: .*UTF-8/,
    )
  })
})
