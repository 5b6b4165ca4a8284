import { median } from '../figures/median.ts'
import { asker } from './asker.ts'
import { cannedUpstream } from './canned-upstream.ts'
import type { Case } from './cases.ts'
import { guardedProxy } from './guarded-proxy.ts'

const stretches = 5
/** Before the first: what runs often is optimised by then. */
const warmUpStretches = 30

/** What one request of a case allocates on the heap: the median of some stretches without a collection. */
export async function bytesPerRequest({ limited, request, answer, stretch }: Case): Promise<number> {
  const upstream = await cannedUpstream(answer)
  const proxy = await guardedProxy(upstream.port, limited)
  const client = await asker(proxy.port, request)
  try {
    await client.ask(stretch * warmUpStretches)
    const figures: number[] = []
    for (let i = 0; i < stretches; i++) {
      const before = await proxy.heap('collect')
      await client.ask(stretch)
      const after = await proxy.heap('tell')
      if (after.collections === before.collections) figures.push((after.bytes - before.bytes) / stretch)
    }
    if (figures.length === 0) throw new Error('There was a collection in every stretch; make them shorter in cases.ts.')
    return Math.round(median(figures))
  } finally {
    client.stop()
    await proxy.stop()
    upstream.stop()
  }
}
