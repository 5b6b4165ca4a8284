import type { RoutingStrategy } from '@turnout/core'
import { type AffinityKind, affinityKey } from '../affinity-key.ts'
import { definePreference, type Preference } from '../preference.ts'
import { rendezvous } from '../rendezvous.ts'
import { firstOf } from './first-of.ts'
import { simpleShuffle } from './simple-shuffle.ts'

export interface StickySettings {
  /** What keeps requests together: the session (or user) they name, or the beginning of their prompt. */
  readonly by?: AffinityKind
  /** Chooses where a request has nothing of the kind. */
  readonly otherwise?: RoutingStrategy
}

/** Would rather have the deployment that the session, or the prompt's beginning, had before. */
export const affinity = (by: AffinityKind = 'session'): Preference<Record<never, never>> =>
  definePreference({
    name: 'sticky',
    needs: {},
    prefer(candidates, { request }) {
      const key = affinityKey(request, by)
      return key === undefined ? [] : [rendezvous(candidates, key)]
    },
  })

/**
 * Keeps a session, or a prompt's beginning, on one deployment as long as that one may serve, so that the provider's
 * prompt cache is warm. Where it may not, all its sessions spread over the others, and come back after it.
 */
export const sticky = ({ by, otherwise = simpleShuffle() }: StickySettings = {}): RoutingStrategy => ({
  ...firstOf([affinity(by)], otherwise),
  name: 'sticky',
})
