import { designComposer } from './compose-design'
import { fedBySheet } from './fed-by-sheet'

/** For whoever has the sheets' evaluator anyway: the server, the command line, workers, reports. */
export const { effectiveDesign, ownDesign } = designComposer(fedBySheet)
