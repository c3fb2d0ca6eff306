/** Where every process hears that the log of an interview has grown: the message is the number of its newest event. */
export const logTopic = (interviewId: string) => `log:${interviewId}`
