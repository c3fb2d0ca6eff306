/**
 * How long a day, a month and a year are, in seconds: in this one place, so that availabilities, costs and sheets agree.
 * Months and years are the means of the Julian calendar; "30 days" are 30 days.
 */
export const DAY_S = 86_400
export const DAYS_PER_YEAR = 365.25
export const YEAR_S = DAYS_PER_YEAR * DAY_S
export const MONTH_S = YEAR_S / 12

/** What a day and a year are taken for in the head. */
export const HANDY_DAY_S = 1e5
export const HANDY_YEAR_S = 3e7
