export const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** "-7" for "⁻⁷". */
export const lowered = (raised: string): string =>
  raised.replace(/[⁻⁰¹²³⁴-⁹]/g, (char) => (char === '⁻' ? '-' : String(raisedDigits.indexOf(char))))
