/** Address of two interviews side by side. */
export const compareHref = (a: string, b: string): string => `/interviews/compare?${new URLSearchParams({ a, b })}`
