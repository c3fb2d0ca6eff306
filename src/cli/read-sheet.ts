import { readFile, stat } from 'node:fs/promises'
import { sheetBeside } from '../core/chain/sheet-beside'
import { MOST_SHEET_CHARS } from '../core/estimate/sheet-document'
import type { Sheet } from '../core/estimate/sheet'

/** At most four bytes a character. */
const MOST_BYTES = 4 * MOST_SHEET_CHARS

/** The sheet of `--sheet`, or why there is none; null where none was asked for. */
export async function readSheetBeside(file: string | undefined): Promise<Sheet | null | Error> {
  if (file === undefined) return null
  try {
    const { size } = await stat(file)
    if (size > MOST_BYTES) return new Error(`the sheet is too big: at most ${MOST_SHEET_CHARS} characters`)
    return sheetBeside(await readFile(file, 'utf8'))
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
