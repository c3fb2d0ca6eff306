import type { SettingWarning } from '@/core/blocks/block-kind'
import { unboundedQueue } from '@/core/blocks/unbounded-queue'
import type { ServiceConfig } from './config'

/** Of the queue before the workers of a service or a worker. */
export function queueWarnings(
  { queueLimit, waitLimit, discipline }: Pick<ServiceConfig, 'queueLimit' | 'waitLimit' | 'discipline'>,
  name: string,
): SettingWarning[] {
  const isShared = discipline === 'processor-sharing'
  const isBounded = queueLimit !== null || (waitLimit !== null && !isShared)
  return [
    ...(isBounded ? [] : [unboundedQueue(name, 'Queue limit')]),
    ...(waitLimit !== null && isShared ? [idleWaitLimit(name)] : []),
  ]
}

const idleWaitLimit = (name: string): SettingWarning => ({
  id: 'wait-limit-idle',
  severity: 'warning',
  text: `The wait limit of ${name} does nothing: with processor sharing everybody is served at once, and nobody waits for a worker.`,
  fix: 'Choose another discipline, or take the limit away and set a time-out at the callers.',
})
