import type { Deployment, NonEmpty } from '@turnout/core'
import { hashText, mixHashes } from './hash.ts'
import { leastBy } from './least-by.ts'

const idHashes = new WeakMap<Deployment, number>()

/**
 * The same key gets the same of the same list; when one leaves, only its keys move, spread over all others; each gets
 * keys in proportion to its weight. Nothing is remembered. (Weighted rendezvous hashing: Thaler and Ravishankar 1996,
 * Schindelhauer and Schomaker 2005.)
 */
export const rendezvous = <C extends { readonly deployment: Deployment }>(list: NonEmpty<C>, key: number): C =>
  leastBy(list, ({ deployment }) => {
    const { weight = 1 } = deployment
    const chance = (mixHashes(key, idHash(deployment)) + 0.5) / 2 ** 32
    return weight > 0 ? -Math.log(chance) / weight : Infinity
  })

function idHash(deployment: Deployment): number {
  const known = idHashes.get(deployment)
  if (known !== undefined) return known
  const hash = hashText(deployment.id)
  idHashes.set(deployment, hash)
  return hash
}
