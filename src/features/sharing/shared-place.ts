/** Where somebody else's interview is looked at: as it happens, or played again once it is finished. */
export const sharedPlace = (interview: string, isFinished: boolean): string =>
  `/interview/${interview}/${isFinished ? 'replay' : 'live'}`
