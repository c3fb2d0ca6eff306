/** Changes whenever the same design, seed and options could give another report. */
export const ENGINE_VERSION = '1.1.4'
