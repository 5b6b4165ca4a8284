/** 32 hex digits, never all zero (W3C Trace Context, 3.2.2.3). */
export const newTraceId = (random: () => number): string => newSpanId(random) + newSpanId(random)

/** 16 hex digits, never all zero (W3C Trace Context, 3.2.2.4). */
export const newSpanId = (random: () => number): string => eight(random) + eight(random)

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const pair = (byte: number): string => pairs[byte & 0xff] ?? ''

function eight(random: () => number): string {
  const bits = 1 + Math.floor(random() * 0xffff_ffff)
  return pair(bits >>> 24) + pair(bits >>> 16) + pair(bits >>> 8) + pair(bits)
}
