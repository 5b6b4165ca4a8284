/** 16 hex digits, never all zero (W3C Trace Context, 3.2.2.4 parent-id). */
export const newSpanId = (random: () => number): string => half(random) + half(random)

const half = (random: () => number): string =>
  Math.floor(1 + random() * 0xffff_fffe)
    .toString(16)
    .padStart(8, '0')
