import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type InterviewFile, parseInterviewFile, parseInterviewText } from './interview-file'

const whole = (): InterviewFile =>
  JSON.parse(readFileSync('content/anchors/chat-a.dryrun.json', 'utf8')) as InterviewFile

function problemsOf(change: (file: InterviewFile) => void): string[] {
  const file = whole()
  change(file)
  const parsed = parseInterviewFile(file)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('the file of an interview', () => {
  it('opens with the fold of its log', () => {
    const parsed = parseInterviewFile(whole())
    expect(parsed).toMatchObject({ ok: true, state: { phase: 'finished', problem: 'chat' } })
  })

  it('comes back from its schema as it went in', () => {
    const parsed = parseInterviewFile(whole())
    expect(parsed.ok && parsed.file).toEqual(whole())
  })

  it('of the first versions may end twice: the second end changes nothing', () => {
    const file = whole()
    const end = file.events.at(-1)!
    const twice = {
      ...file,
      events: [...file.events, { ...end, id: 'once-more', seq: end.seq + 1, at: end.at + 5000 }],
    }
    const parsed = parseInterviewFile(twice)
    expect(parsed).toMatchObject({ ok: true, file: twice })
    const once = parseInterviewFile(file)
    expect(parsed.ok && parsed.state).toEqual(once.ok && once.state)
  })

  it('says where text stops being JSON', () => {
    const parsed = parseInterviewText('{ "format": ')
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ path: '$', message: expect.stringMatching(/^not JSON: /) }],
    })
  })

  it.each([
    [
      'a key that it does not know',
      (file: InterviewFile) => Object.assign(file, { ownerId: 'someone' }),
      '$.ownerId: this key is not known here',
    ],
    ['another format', (file: InterviewFile) => Object.assign(file, { format: 'dryrun-design' }), '$.format: '],
    [
      'an event of no known type',
      (file: InterviewFile) => Object.assign(file.events[3]!.payload, { type: 'hired' }),
      '$.events[3].payload.type: ',
    ],
    [
      'a gap in the log',
      (file: InterviewFile) => file.events.splice(2, 1),
      '$.events[2].seq: the log is numbered without a gap: this is 3',
    ],
    [
      'time that goes back',
      (file: InterviewFile) => Object.assign(file.events[5]!, { at: 1 }),
      '$.events[5].at: earlier than the event before it',
    ],
    [
      'a date that no database reads',
      (file: InterviewFile) => file.events.forEach((event) => Object.assign(event, { at: 253_402_300_800_000 })),
      '$.events[0].at: ',
    ],
    [
      'an id twice',
      (file: InterviewFile) => Object.assign(file.events[5]!, { id: file.events[4]!.id }),
      '$.events[5].id: the id',
    ],
    ['no end', (file: InterviewFile) => file.events.pop(), '$.events[23]: The interview does not end'],
    [
      'a change of what is not there',
      (file: InterviewFile) => Object.assign(file.events[2]!, { payload: { type: 'requirement-removed', id: 'gone' } }),
      '$.events[2]: The line was already removed.',
    ],
    [
      'another problem than its log',
      (file: InterviewFile) => Object.assign(file.problem, { slug: 'shortener' }),
      '$.problem.slug: the log is of “chat”',
    ],
    [
      'the id of a person',
      (file: InterviewFile) => Object.assign(file.actors, { 3: 'b7e1' }),
      '$.actors["3"]: a person is "owner"',
    ],
    [
      'a name that reaches a prototype',
      (file: InterviewFile) => Object.assign(file, JSON.parse('{"constructor":1}') as object),
      '$.constructor: "constructor" is not allowed as a name',
    ],
  ])('refuses %s, and says where', (_, change, expected) => {
    expect(
      problemsOf(change).some((problem) => problem.startsWith(expected)),
      problemsOf(change).join('\n'),
    ).toBe(true)
  })
})
