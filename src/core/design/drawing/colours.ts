/** The colours a drawing needs, by their names in `src/ui/tokens.css`: a picture that stands alone cannot ask for them there. */
export interface DrawingColours {
  ground: string
  surface: string
  sunken: string
  edge: string
  ink: string
  ink2: string
  ink3: string
  accent: string
  info: string
  warn: string
  bad: string
  badSoft: string
}

export type DrawingTheme = 'light' | 'dark'

/** A test compares them with the tokens. */
export const DRAWING_COLOURS: Readonly<Record<DrawingTheme, DrawingColours>> = {
  light: {
    ground: '#f5f6f6',
    surface: '#ffffff',
    sunken: '#edeff0',
    edge: '#828c91',
    ink: '#14191b',
    ink2: '#475156',
    ink3: '#5b656a',
    accent: '#00726a',
    info: '#005f9e',
    warn: '#835300',
    bad: '#ab3f00',
    badSoft: '#fbe6da',
  },
  dark: {
    ground: '#0f1314',
    surface: '#171c1e',
    sunken: '#1f2528',
    edge: '#6f7b80',
    ink: '#e7ebec',
    ink2: '#b0babe',
    ink3: '#929da2',
    accent: '#41c5b6',
    info: '#62b5f0',
    warn: '#efb440',
    bad: '#ff8f57',
    badSoft: '#3b1e10',
  },
}
