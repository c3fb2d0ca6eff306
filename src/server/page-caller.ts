import { headers } from 'next/headers'
import { createCaller } from './app-router'
import { createContext } from './trpc'

/**
 * Procedures for a page that the server renders, called as whoever asked for the page:
 * `const { account } = await pageCaller()`. The same checks hold as over the network.
 */
export async function pageCaller() {
  // The address is the one before a proxy; createContext reads what it needs from the headers.
  return createCaller(
    await createContext(new Request('http://page.invalid/', { headers: new Headers(await headers()) })),
  )
}
