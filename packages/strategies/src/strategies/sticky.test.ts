import { type Deployment, isNonEmpty, type NonEmpty } from '@turnout/core'
import { makeContext, makeDeployment, TrackedGroup } from '@turnout/testing'
import { describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { inFlight } from '../signals/in-flight.ts'
import { leastBusy } from './least-busy.ts'
import { type StickySettings, sticky } from './sticky.ts'

describeStrategy('sticky', sticky)

const deployments: NonEmpty<Deployment> = [
  makeDeployment({ model: 'a' }),
  ...['b', 'c', 'd'].map((model) => makeDeployment({ model })),
]
const context = makeContext()

const choose = (request: object, among: readonly Deployment[] = deployments, settings: StickySettings = {}) => {
  const strategy = sticky(settings)
  if (!isNonEmpty(among)) throw new Error('no deployments')
  const { candidates } = new TrackedGroup(strategy.needs, among, () => 0)
  return strategy.select(candidates, { ...context, request: { model: 'm', messages: [], ...request } })
}
const session = (id: number) => ({ metadata: { session_id: `session ${id}` } })
const sessions = Array.from({ length: 400 }, (_, id) => session(id))

describe('sticky', () => {
  it('keeps a session where it is', () => {
    for (const each of sessions.slice(0, 50)) expect(choose(each)).toBe(choose(each))
  })

  it('spreads sessions', () => {
    for (const deployment of deployments) {
      const share = sessions.filter((each) => choose(each) === deployment).length / sessions.length
      expect(Math.abs(share - 0.25)).toBeLessThan(0.08)
    }
  })

  it('yields where the deployment may not serve, and comes back', () => {
    for (const each of sessions.slice(0, 50)) {
      const home = choose(each)
      const others = deployments.filter((deployment) => deployment !== home)
      expect(others).toContain(choose(each, others))
      expect(choose(each)).toBe(home)
    }
  })

  it('may go by the beginning of the prompt', () => {
    const prompt = (text: string) => ({ messages: [{ role: 'user', content: text }] })
    const homes = Array.from({ length: 50 }, (_, n) => choose(prompt(`${n}`), deployments, { by: 'prefix' }))
    expect(homes).toEqual(Array.from({ length: 50 }, (_, n) => choose(prompt(`${n}`), deployments, { by: 'prefix' })))
    expect(new Set(homes).size).toBe(4)
  })

  it('leaves requests without a session to another strategy', () => {
    expect(new Set(Array.from({ length: 100 }, () => choose({}))).size).toBe(4)
    expect(sticky({ otherwise: leastBusy() }).needs).toEqual({ inFlight })
  })
})
