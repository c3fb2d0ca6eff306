import { isBuilt } from '../../src/cli/setup/build.mjs'

/** A test of an old build would say nothing about the sources. */
export default function requireBuild(): void {
  if (!isBuilt()) throw new Error('There is no build of these sources: npm test and npm start make one')
}
