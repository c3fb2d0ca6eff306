/** What a program of the command line has of the process it runs in; the process itself is one. */
export interface Terminal {
  stdin: AsyncIterable<Uint8Array>
  stdout: Writer
  stderr: Writer
}

interface Writer {
  write: (text: string) => unknown
}
