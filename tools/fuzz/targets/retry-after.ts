import { retryAfterMs } from '@turnout/provider-adapters/kit'
import { defineTarget, law } from '../target.ts'

const longestMs = 24 * 60 * 60 * 1_000

/** Lines are values of one header, the first of `retry-after-ms`. Structured values: packages/provider-adapters/src/kit/retry-after.test.ts. */
export const retryAfter = defineTarget({
  name: 'retry-after',
  words: ['0', '9', '.', '-', 'e9', 'Wed, ', ' GMT', '2026', '275760', '\n', '0x', 'Infinity', ','],
  run(bytes) {
    const [ms = '', ...values] = bytes.toString('latin1').split('\n')
    const told = retryAfterMs({ 'retry-after-ms': ms, 'retry-after': values }, 1_792_567_680_000)
    law(told === undefined || (told >= 0 && told <= longestMs), `asks to wait for ${told} ms`)
  },
})
