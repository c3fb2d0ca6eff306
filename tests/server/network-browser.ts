import { TestBrowser } from '../api/test-browser'

/** The same browser as in the API tests, with a real network below it. */
export class NetworkBrowser extends TestBrowser {
  protected override send(request: Request): Promise<Response> {
    return fetch(request)
  }
}
