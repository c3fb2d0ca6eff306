import type { SettingWarning } from './block-kind'

/** Said by every kind whose queue can be without a limit, so that all say it the same way. */
export function unboundedQueue(name: string, setting: string): SettingWarning {
  return {
    id: 'unbounded-queue',
    severity: 'warning',
    text: `The queue of ${name} has no limit: under overload it grows until memory or patience runs out.`,
    fix: `Set “${setting}”, so that what cannot be served is refused early.`,
  }
}
