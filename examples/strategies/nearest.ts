// A routing strategy in a file: the deployments of a region, and of those the one with the least in flight.
import { defineStrategy, isNonEmpty, type JsonObject } from '@turnout/core'
import { inFlight, leastBy } from '@turnout/strategies'

export default ({ region }: JsonObject = {}) =>
  defineStrategy({
    name: 'nearest',
    needs: { load: inFlight },
    select(candidates, { random }) {
      const near = candidates.filter(({ deployment }) => deployment.region === region)
      return leastBy(isNonEmpty(near) ? near : candidates, ({ load }) => load, random).deployment
    },
  })
