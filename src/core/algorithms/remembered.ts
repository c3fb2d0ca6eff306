/**
 * A pure function of one text that remembers its last answers, at most `limit` of them: what was not asked for the
 * longest is forgotten first. For what is asked again and again with the same text, such as a score while one word changes.
 */
export function remembered<Answer>(limit: number, answerTo: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const known = answers.has(text)
    const answer = known ? answers.get(text)! : answerTo(text)
    answers.delete(text)
    answers.set(text, answer)
    if (answers.size > limit) answers.delete(answers.keys().next().value!)
    return answer
  }
}
