import { type ChoiceContext, defineStrategy, type PrepareContext } from '@turnout/core'
import { expect, it } from 'vitest'
import { setUp } from '../test-support/scripted-groups.test.ts'

type Seen = Pick<ChoiceContext | PrepareContext, 'request'>

/** As plain JavaScript may do it, whatever the types say. */
const spoil = ({ request }: Seen): unknown => Object.assign(request, { model: 'x' })
const spoilDeeper = ({ request: { messages } }: Seen): unknown => Array.isArray(messages) && messages.push('y')

function spoiling(how: (seen: Seen) => unknown, where: 'prepare' | 'select') {
  const strategy = defineStrategy({
    ...{ name: 'own', needs: {} },
    prepare: async (context) => (where === 'prepare' ? how(context) : undefined),
    select([first], context) {
      if (where === 'select') how(context)
      return first.deployment
    },
  })
  return setUp({ main: ['a', 'b'] }, {}, { strategy })
}

it.each([
  ['prepare', spoil],
  ['prepare', spoilDeeper],
  ['select', spoil],
  ['select', spoilDeeper],
] as const)('what %s does to the request is a fault, and goes nowhere', async (where, how) => {
  const { ask, events } = spoiling(how, where)
  const body = { model: 'main', messages: [{ role: 'user', content: 'hi' }] }
  expect(await ask(body)).toMatchObject({ fallbacks: 0 })
  expect(events.filter(({ type }) => type === 'strategy-fault')).toHaveLength(1)
  // The caller goes on with its own object.
  body.messages.push({ role: 'user', content: 'more' })
  expect(body.messages).toHaveLength(2)
})

it('has what the choice has', async () => {
  const seen: unknown[] = []
  const strategy = defineStrategy({
    ...{ name: 'own', needs: {} },
    select([first], context) {
      const { request, tags, region, group, operation, stream, requestId } = context
      const counted = [context.inputTokens() > 0, context.fitsWindow(first.deployment), context.random() < 1]
      seen.push({ request, tags, region, group, operation, stream, requestId, counted })
      seen.push(context.unsupportedParams(first.deployment), context.request === request)
      return first.deployment
    },
  })
  const { ask } = setUp({ main: ['a', 'b'] }, {}, { strategy })
  await ask({ user: 'me' }, { tags: ['t'], requestId: 'r' })
  const request = { model: 'main', user: 'me', messages: [{ role: 'user', content: 'hi' }] }
  const counted = [true, true, true]
  expect(seen).toEqual([
    { request, tags: ['t'], group: 'main', operation: 'chat', stream: false, requestId: 'r', counted },
    [],
    true,
  ])
})
