/** Seconds as a clock shows them, rounded down to whole seconds: 190 -> "3:10", 3725 -> "1:02:05". Never negative. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const s = String(whole % 60).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes}:${s}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`
}

/** Seconds as they are said: 190 -> "3 minutes 10 seconds", 600 -> "10 minutes". */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [counted(Math.floor(whole / 60), 'minute'), counted(whole % 60, 'second')].filter(Boolean)
  return parts.join(' ') || '0 seconds'
}

/** A budget in minutes, as short as it can be: 600 -> "10", 450 -> "7.5". */
export const budgetText = (seconds: number): string => String(Math.round(seconds / 6) / 10)

const counted = (n: number, word: string): string => (n === 0 ? '' : `${n} ${word}${n === 1 ? '' : 's'}`)
