/** For fields of names and formulas, which no keyboard may improve. */
export const asTyped = { autoCapitalize: 'off', autoComplete: 'off', autoCorrect: 'off', spellCheck: false } as const
