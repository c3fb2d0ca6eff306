import { whenReachable } from '@/ui/fetched-part'

/** The drawing of lines over time, fetched once for all charts. */
export const fetchPlot = whenReachable(() => import('uplot').then((module) => module.default))
