import type { OracleVector } from './vectors'

/** What a closed form says of a vector, under the names that the vector's `expect` uses. */
export type Figures = Record<string, number | readonly number[]>

/** The closed form of all vectors whose id matches. */
export interface Family {
  ids: RegExp
  figures: (vector: OracleVector) => Figures
  /** relative, where twelve written digits are not what is to be met */
  tolerance: number
  /** names in `expect` that no closed form gives, with the reason */
  except: Record<string, string>
}

/** The vectors carry twelve digits. */
const DIGITS = 2e-10

/** @param figures gets the parameters of a vector; its own annotation says what they are, as the file has them */
export function family(
  ids: RegExp,
  figures: (params: never) => Figures,
  options: { tolerance?: number; except?: Record<string, string> } = {},
): Family {
  return {
    ids,
    figures: (vector) => figures(vector.params as never),
    tolerance: options.tolerance ?? DIGITS,
    except: options.except ?? {},
  }
}
