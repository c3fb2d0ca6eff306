/**
 * Where the browser thinks it is, `https://host[:port]`. The X-Forwarded-* headers are true here: serve.mjs drops what
 * a client sent and writes them itself, unless a trusted proxy stands in front.
 */
export function requestOrigin(request: Request): string {
  const url = new URL(request.url)
  const protocol = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() || url.protocol.slice(0, -1)
  const host = request.headers.get('x-forwarded-host')?.split(',')[0]?.trim() || request.headers.get('host') || url.host
  return `${protocol === 'https' ? 'https' : 'http'}://${host}`
}

/** The address to count requests by; of version 6 the network, for whoever has one of its addresses has them all. */
export function requestAddress(request: Request): string {
  const forwarded = request.headers.get('x-forwarded-for')?.split(',')
  return networkOf(forwarded?.at(-1)?.trim() || 'unknown')
}

function networkOf(address: string): string {
  const version4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (version4 !== undefined || !address.includes(':')) return version4 ?? address
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  // "::" stands for as many groups of zeros as it takes to eight.
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  return [...front, ...zeros, ...back].slice(0, 4).join(':').toLowerCase()
}

/** A browser says when another site makes it send this. Requests that do not come from a browser say nothing and pass. */
export function isCrossSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  // The browser's own word; also where a proxy changed the Host and the origins no longer look the same.
  if (site === 'same-origin') return false
  if (site !== null && site !== 'none') return true
  const origin = request.headers.get('origin')
  return origin !== null && origin !== requestOrigin(request)
}
