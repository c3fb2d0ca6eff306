import { fetchSheet } from '@/features/estimates/client'

/** What the steps of an interview and its end are made of, beyond what its page loads at first. */
export const fetchParts = () =>
  Promise.all([
    import('./canvas-step'),
    import('./canvas-panel'),
    import('./estimates-step'),
    import('./cell-inspector'),
    import('./finish-dialog'),
    fetchSheet(),
  ])
