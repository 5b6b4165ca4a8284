import type { Wire } from '@turnout/cache-adapters/cluster'
import { isJsonObject, type JsonObject } from '@turnout/core'
import { expect, it } from 'vitest'

/** Both ends of a wire. What one says the other hears at once, as JSON. */
export function wirePair(): readonly [Wire, Wire] {
  const [one, other] = [new Set<(message: JsonObject) => void>(), new Set<(message: JsonObject) => void>()]
  const end = (own: typeof one, theirs: typeof one): Wire => ({
    send(message) {
      const arrived: unknown = JSON.parse(JSON.stringify(message))
      if (isJsonObject(arrived)) for (const hear of [...theirs]) hear(arrived)
    },
    listen(hear) {
      own.add(hear)
      return () => own.delete(hear)
    },
  })
  return [end(one, other), end(other, one)]
}

it('a wire carries JSON', () => {
  const [one, other] = wirePair()
  const heard: JsonObject[] = []
  other.listen((message) => heard.push(message))
  one.send({ never: Infinity, nothing: undefined })
  expect(heard).toEqual([{ never: null }])
})
