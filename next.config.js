// @ts-check

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The embedded database ships WASM next to its code and pg loads parts lazily: neither survives bundling.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@prisma/adapter-pg', '@node-rs/argon2', 'pino'],
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
}

export default config
