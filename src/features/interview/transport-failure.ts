/**
 * How a failed call is to be taken:
 * - `unreachable`: no answer, or the server is unwell or busy: try again;
 * - `signed-out`: try again, and say so;
 * - `gone`: the interview was removed, or may no longer be seen: stop;
 * - `unfit`: the call itself cannot be taken (too large, wrong form): send its events one by one.
 */
export interface TransportFailure {
  kind: 'unreachable' | 'signed-out' | 'gone' | 'unfit'
  message: string
}

/** From the code of a tRPC error; null when the server gave none, which is when it was not reached. */
export function failureOf(code: string | null, message: string): TransportFailure {
  switch (code) {
    case 'UNAUTHORIZED':
      return { kind: 'signed-out', message: 'You are signed out. Sign in again: your changes are kept on this device.' }
    case 'FORBIDDEN':
      // in the server's words: a link that was revoked is not an interview that is gone
      return { kind: 'gone', message }
    case 'NOT_FOUND':
      return { kind: 'gone', message: 'This interview was removed, or belongs to somebody else.' }
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
    case 'PAYLOAD_TOO_LARGE':
      return { kind: 'unfit', message }
    default:
      return { kind: 'unreachable', message }
  }
}
