import type { AccessRole } from '@/server/generated/enums'

/** What people are told about a role: a word, and what it lets them do. */
export const ROLE_WORDS: Record<AccessRole, { name: string; may: string }> = {
  viewer: { name: 'View', may: 'Reads and replays the interview once it is finished, with its report.' },
  reviewer: {
    name: 'Review',
    may: 'Replays, comments on and scores it once it is finished, without seeing the automatic score first.',
  },
  interviewer: {
    name: 'Interview live',
    may: 'Follows it as it happens, asks, gives time and throws curveballs; reviews it afterwards.',
  },
}

/** What the one who is invited may do, said to them. */
export const INVITED_TO: Record<AccessRole, { verb: string; may: string }> = {
  viewer: { verb: 'see', may: 'You can replay every step of it and read its report.' },
  reviewer: {
    verb: 'review',
    may: 'You can replay every step of it, comment, and give your scores. The automatic score stays hidden until you have.',
  },
  interviewer: {
    verb: 'conduct',
    may: 'You follow it as it happens, can ask questions, give time and throw curveballs, and review it afterwards.',
  },
}
