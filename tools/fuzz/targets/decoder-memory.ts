import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ndjsonDecoder, sseDecoder } from '@turnout/provider-adapters/kit'
import { defineTarget, law } from '../target.ts'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

const fedBytes = 32 * 1024
/** Room that doubles, of each, and what else this process holds meanwhile. */
const mostHeld = 4 * fedBytes + 512 * 1024

/** Decoders hold what has not ended, not the pieces in which it came: the input again and again, byte by byte. */
export const decoderMemory = defineTarget({
  name: 'decoder-memory',
  // All garbage of the process is collected, four times.
  ...{ mostMs: 2_000, mutations: 3 },
  words: ['data: ', ': ', '\n', '\n\n', '\r', '{"a":1}', 'x'.repeat(64)],
  run(bytes) {
    const fed = Buffer.alloc(fedBytes, bytes.length > 0 ? bytes : 'x')
    const decoders = [sseDecoder(), ndjsonDecoder()]
    const before = held()
    for (const { push } of decoders) for (let at = 0; at < fedBytes; at++) push(fed.subarray(at, at + 1))
    const grown = held() - before
    law(grown <= mostHeld, `${grown} bytes are held of ${fedBytes}`)
    for (const { push } of decoders) push(Buffer.from('\n'))
  },
})

/** What the first collection leaves to be swept is counted until the second. */
function held(): number {
  if (typeof collect !== 'function') throw new Error('garbage cannot be collected')
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
