import type { StepId } from '@/core/interview/outline'

/** The thing in an interview that an address leads to: "cell:abc". */
export interface FocusTarget {
  kind: string
  id: string
}

/** What the address of a workspace asks for. */
export interface WorkspaceView {
  step: StepId | null
  focus: FocusTarget | null
  /** Id of one of the server's runs, to be shown on the canvas. */
  run: string | null
}

export function readFocus(text: string | undefined): FocusTarget | null {
  const match = /^([a-z]+):(.{1,64})$/.exec(text ?? '')
  return match ? { kind: match[1]!, id: match[2]! } : null
}
