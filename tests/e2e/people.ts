import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext } from '@playwright/test'
import { NetworkBrowser } from '../server/network-browser'

/** Somebody at the server of the browser tests, whose calls need no screen. */
export class Somebody extends NetworkBrowser {
  readonly #url: string

  constructor(url: string) {
    super(url)
    this.#url = url
  }

  /** What a procedure answers. @throws where it refuses */
  async ask<T>(kind: 'query' | 'mutate', path: string, input?: unknown): Promise<T> {
    const { data, error } = await this[kind](path, input)
    if (error) throw new Error(`${path}: ${error.message}`)
    return data as T
  }

  /** A browser in which they are signed in. */
  async open(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ baseURL: this.#url, ...options })
    const cookies = [...this.cookies].map(([name, value]) => ({ name, value, url: this.#url }))
    await context.addCookies(cookies)
    return context
  }
}

/** A registered person of that name. */
export async function makeSomebody(url: string, name: string): Promise<Somebody> {
  const somebody = new Somebody(url)
  const account = { email: `${randomUUID()}@example.org`, password: 'a long password' }
  await somebody.signIn('guest')
  await somebody.ask('mutate', 'account.signUp', { ...account, name })
  await somebody.signIn('password', account)
  return somebody
}
