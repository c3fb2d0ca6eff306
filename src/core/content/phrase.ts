import { z } from 'zod'

/**
 * How content says which words stand for an idea. A phrase is words in a row ("short link"); "+" joins phrases that must
 * all occur in the same line, in any order ("create + link"); a word that ends in "*" also stands for longer words
 * ("expir*"). Case, plural and punctuation do not matter, and "_" is a space. Matching is in `mentions.ts`.
 */
export const phraseSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\p{L}\p{N}_*'%.:/+ -]+$/u, 'a phrase is words, "*" and "+"')
export const phrasesSchema = z.array(phraseSchema).min(1).max(60)
export type Phrase = z.infer<typeof phraseSchema>
