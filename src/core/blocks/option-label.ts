/** An option as words: "round-robin" -> "Round robin", "lru" -> "LRU". */
export function optionLabel(option: string | number): string {
  const text = String(option)
  if (/^(lru|lfu|fifo|lifo)$/.test(text)) return text.toUpperCase()
  if (text === 'w-tinylfu') return 'W-TinyLFU'
  if (text === 'priority-preemptive') return 'Priority, pre-emptive'
  return (text.charAt(0).toUpperCase() + text.slice(1)).replaceAll('-', ' ')
}
