import { type Cancel, isJsonObject, type JsonObject } from '@turnout/core'
import { expect, it } from 'vitest'
import type { PrimaryStore } from '../primary-store.ts'
import type { Wire } from '../wire.ts'

/** Both ends of a wire. What one says the other hears at once, as JSON. */
export function wirePair(): readonly [Wire, Wire] {
  const [one, other] = [new Set<(message: JsonObject) => void>(), new Set<(message: JsonObject) => void>()]
  const end = (own: typeof one, theirs: typeof one): Wire => ({
    send(message) {
      const arrived: unknown = JSON.parse(JSON.stringify(message))
      if (isJsonObject(arrived)) for (const hear of theirs) hear(arrived as JsonObject)
    },
    listen(hear) {
      own.add(hear)
      return () => own.delete(hear)
    },
  })
  return [end(one, other), end(other, one)]
}

/** A worker of this primary: its end of the wire, and its end. */
export function joined(primary: PrimaryStore): { readonly wire: Wire; readonly leave: Cancel } {
  const [wire, other] = wirePair()
  return { wire, leave: primary.join(other) }
}

it('a wire carries JSON, both ways', () => {
  const [one, other] = wirePair()
  const heard: JsonObject[] = []
  one.listen((message) => heard.push(message))
  const stop = other.listen((message) => heard.push(message))
  one.send({ to: 'other', never: Infinity })
  other.send({ to: 'one' })
  stop()
  one.send({ to: 'nobody' })
  expect(heard).toEqual([{ to: 'other', never: null }, { to: 'one' }])
})
