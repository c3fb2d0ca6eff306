/** A clause of the engine as a sentence: "there is no traffic" -> "There is no traffic." */
export const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
