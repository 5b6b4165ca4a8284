import type { Wire } from '@turnout/cache-adapters/cluster'
import type { Clock, Json } from '@turnout/core'
import type { Worker } from '@turnout/proxy'

/** What a worker may ask all workers of a primary, by way of it; see `Collector`. */
export function colleagues(wire: Wire, clock: Pick<Clock, 'afterwards'>): Pick<Worker, 'collect' | 'provide'> {
  const tellers = new Map<string, (about: Json) => Json | Promise<Json>>()
  const waiting = new Map<number, (values: readonly Json[]) => void>()
  let asked = 0

  const tell = async (ask: Json | undefined, name: string, about: Json) => {
    try {
      // What was answered just now is known to those who watch at the end of the turn.
      await new Promise<void>((resolve) => clock.afterwards(resolve))
      const value = await tellers.get(name)?.(about)
      wire.send({ collect: 'told', ask, value })
    } catch {
      wire.send({ collect: 'told', ask })
    }
  }
  wire.listen(({ collect, ask, name, about = null, values }) => {
    if (collect === 'tell' && typeof name === 'string') void tell(ask, name, about)
    if (collect !== 'answer' || typeof ask !== 'number' || !Array.isArray(values)) return
    waiting.get(ask)?.(values)
    waiting.delete(ask)
  })
  return {
    collect(name, about) {
      const { promise, resolve } = Promise.withResolvers<readonly Json[]>()
      waiting.set(++asked, resolve)
      wire.send({ collect: 'ask', ask: asked, name, about })
      return promise
    },
    provide: (name, teller) => void tellers.set(name, teller),
  }
}
