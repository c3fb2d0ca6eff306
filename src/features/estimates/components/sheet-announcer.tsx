'use client'

import { type RefObject, useEffect, useState } from 'react'
import { useDisplay } from '../display-settings'
import { shownValue } from '../figure-text'
import type { SheetFigures } from '../sheet-figures'

/** Long enough that nobody is spoken to while they type. */
const PAUSE_MS = 900

/** Says to screen readers what the cell that is worked on has come to, after a pause, and nothing of the others. */
export function SheetAnnouncer({ figures, selected }: { figures: SheetFigures; selected: RefObject<string | null> }) {
  const [words, setWords] = useState('')
  const display = useDisplay()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = figures.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const id = selected.current
        const cell = figures.sheetNow().cells.find((one) => one.id === id)
        if (!cell || id === null) return
        const { result } = figures.cell(id)
        const name = cell.name === '' ? 'This cell' : cell.name
        if (result.state === 'value') setWords(`${name}: ${shownValue(result, display)}`)
        else if (result.error) setWords(`${name} has an error: ${result.error.message}`)
      }, PAUSE_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [figures, selected, display])
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  )
}
