/** Limits on everything of an interview that grows; all are enforced by the schemas, by `reduce` or by the server. */
export const INTERVIEW_LIMITS = {
  /** Events of one interview; a 45-minute interview has a few thousand at most. */
  events: 20_000,
  /** Events of one batch that a browser sends. */
  batchEvents: 100,
  /** One event as JSON, characters: an imported design is the largest. */
  eventChars: 1_000_000,
  /** One batch as JSON, characters: within 2 MB also where a character takes three bytes. */
  batchChars: 600_000,
  questions: 60,
  /** Each of the lists of requirements. */
  requirements: 60,
  entities: 60,
  fieldsOfEntity: 60,
  apis: 100,
  decisions: 60,
  alternatives: 12,
  runs: 500,
  /** What an interviewer says and does, all kinds together. */
  interjections: 200,
  /** Changes that can be taken back, one after another. */
  undoSteps: 100,
  /** All undo steps together, JSON characters: old ones are forgotten first. */
  undoChars: 200_000,
  /** One line of text. */
  lineChars: 500,
  /** One paragraph of text. */
  textChars: 4000,
  titleChars: 200,
  /** Interviews that one person keeps. */
  interviewsOfOne: 500,
} as const
