// @ts-check

const isDev = process.env.NODE_ENV === 'development'

/**
 * What a page may load: only what this server sends. Next writes its start-up data as inline scripts, and a nonce for
 * them would make every page dynamic; nothing that people type is ever put into a page as HTML without a sanitizer.
 *
 * @param {string} frameAncestors who may show it in a frame
 */
const contentSecurityPolicy = (frameAncestors) =>
  Object.entries({
    'default-src': "'self'",
    'script-src': `'self' 'unsafe-inline'${isDev ? " 'unsafe-eval'" : ''}`,
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': `'self'${isDev ? ' ws:' : ''}`,
    'worker-src': "'self' blob:",
    'object-src': "'none'",
    'base-uri': "'self'",
    'form-action': "'self'",
    'frame-ancestors': frameAncestors,
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

/** No page may be framed ... */
const unframedHeaders = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy("'none'") },
  { key: 'X-Frame-Options', value: 'DENY' },
]
/** ... but the one made for it, which needs no cookie and does nothing in anybody's name. */
const framedHeaders = [{ key: 'Content-Security-Policy', value: contentSecurityPolicy('*') }]

/** Pages whose address holds the secret of a link: it must not travel on, nor be found by a search. */
const secretAddressHeaders = [
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
]
const SECRET_ADDRESSES = /^\/(s|embed)\//

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The embedded database ships WASM next to its code and pg loads parts lazily: neither survives bundling.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@prisma/adapter-pg', '@node-rs/argon2', 'pino'],
  images: { unoptimized: true },
  // `npm run types` checks them, as `npm test` does: once is enough, and whoever starts a clone is served ten seconds sooner.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  allowedDevOrigins: ['127.0.0.1'],
  // The later of two headers of one name counts.
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/((?!embed/).*)', headers: unframedHeaders },
    { source: '/embed/:path*', headers: framedHeaders },
    { source: '/(s|embed)/:path*', headers: secretAddressHeaders },
  ],
  // Only a server in development logs addresses at all.
  logging: { incomingRequests: { ignore: [SECRET_ADDRESSES] } },
}

export default config
