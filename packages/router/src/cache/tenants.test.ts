import fc from 'fast-check'
import { expect, it } from 'vitest'
import { setUp } from '../test-support/scripted-groups.test.ts'
import { canonical } from './canonical.ts'

const messages = fc.array(fc.record({ role: fc.constant('user'), content: fc.string({ maxLength: 3 }) }), {
  minLength: 1,
  maxLength: 2,
})

/** Few values, so that the same comes often. */
const asking = fc.record({
  caller: fc.constantFrom('', 'a', 'b', 'ab', '","'),
  model: fc.constantFrom('main', 'other', 'nick'),
  messages,
  namespace: fc.option(fc.constantFrom('a', 'b', ':'), { nil: undefined }),
  more: fc.record({ user: fc.constantFrom('a', 'b'), unknown: fc.jsonValue({ maxDepth: 1 }) }, { requiredKeys: [] }),
})

/** Null and nothing are the same. */
const present = (more: object) => Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null))

it('never answers one caller, or one question, with what was kept for another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(asking, { minLength: 2, maxLength: 12 }), async (asked) => {
      let served = 0
      const groups = { main: ['a'], other: ['b'] }
      const { router, provider } = setUp(groups, {}, { cacheResponses: true, modelGroupAlias: { nick: 'main' } })
      const first = new Map<string, number>()
      for (const { caller, namespace, more, ...body } of asked) {
        const cache = namespace === undefined ? {} : { namespace }
        const reply = await router.call('chat', { ...body, ...more }, { caller, cache })
        reply.whole()
        const group = body.model === 'nick' ? 'main' : body.model
        const identity = canonical([caller, namespace ?? null, group, body.messages, present(more)])
        const isNew = !first.has(identity)
        expect([reply.cache?.status, reply.group]).toEqual([isNew ? 'miss' : 'hit', group])
        if (isNew) first.set(identity, ++served)
        expect(provider.calls).toHaveLength(served)
      }
    }),
    { numRuns: 200 },
  )
})
