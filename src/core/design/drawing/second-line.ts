/** Characters that fit on the second line. */
const LINE_CHARS = 28

/** Kind and settings; the settings alone where both do not fit or the name says the kind already. */
export function secondLine({ title, kindName, summary }: { title: string; kindName: string; summary: string }): string {
  if (summary === '') return kindName
  const both = `${kindName} · ${summary}`
  return title.startsWith(kindName) || both.length > LINE_CHARS ? summary : both
}
