import { fails, filters, hangs, late, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf, setUpFile } from '../test-support/scripted-groups.test.ts'

/** A deployment: its model, which is its id too. */
const entry = (model: string, params: object = {}, info: object = {}, group = 'main') => ({
  ...{
    model_name: group,
    litellm_params: { model: `scripted/${model}`, ...params },
    model_info: { id: model, ...info },
  },
})

/** Has nothing but these. */
const plain = { supported_openai_params: ['temperature', 'stream'], supports_vision: false }

const setUp = (model_list: readonly object[], litellm_settings: object = {}, router_settings: object = {}) =>
  setUpFile({ model_list, litellm_settings, router_settings: { num_retries: 0, ...router_settings } })

/** What the provider was sent, besides the usual. */
const sent = ({ provider }: Awaited<ReturnType<typeof setUp>>, at = 0) => {
  const { model: _, messages: __, ...rest } = provider.calls[at]?.request ?? { model: '', messages: [] }
  return rest
}

const tools = [{ type: 'function', function: { name: 'f', strict: true, parameters: {} } }]
const image = { messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }, { type: 'image_url' }] }] }
const json = { response_format: { type: 'json_schema', json_schema: {} } }

describe.each([
  ['plain', false],
  ['streamed', true],
])('11: of a %s request, what a model does not have', (_, stream) => {
  it.each([
    ['a parameter', { seed: 1, temperature: 0 }, 'seed', 'seed'],
    ['several', { seed: 1, n: 2, logit_bias: { 1: 1 } }, 'seed', 'seed, n, logit_bias'],
    ['tools', { tools, tool_choice: 'required' }, 'tools', 'tools, tool_choice'],
    ['a format', json, 'response_format', 'response_format'],
    ['an image', image, 'messages[0].content[1]', 'messages[0].content[1]'],
  ])('is refused with a 400 that names it, and nobody was called: %s', async (__, body, param, names) => {
    const { post, models, events, nowMs } = await setUp([entry('a', {}, plain), entry('b', {}, plain)])
    const response = await post({ stream, ...body })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: {
        message: `No deployment of main supports ${names}.`,
        ...{ type: 'invalid_request_error', code: 'unsupported_parameter', param },
      },
    })
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect([models(), nowMs()]).toEqual([[], 0])
    expect(events.filter(({ type }) => type === 'cooldown-start' || type === 'fallback')).toEqual([])
  })

  it('is left out with drop_params, and listed', async () => {
    const world = await setUp([entry('a', {}, plain)], { drop_params: true })
    const response = await world.post({ stream, seed: 1, temperature: 0, logprobs: true, top_logprobs: 2, user: 'me' })
    await response.text()
    expect(sent(world)).toEqual({ temperature: 0, user: 'me', stream })
    expect(world.provider.calls[0]?.raw).toBeUndefined()
    expect(response.headers.get('x-turnout-dropped-params')).toBe('seed,logprobs,top_logprobs')
    const ends = world.events.filter((event) => event.type === 'attempt-end')
    expect(ends.map(({ attempt }) => attempt.droppedParams)).toEqual([['seed', 'logprobs', 'top_logprobs']])
  })

  it.each([
    ['tools', { tools }],
    ['a format', json],
    ['an image', image],
    ['calls of tools', { messages: [{ role: 'tool', content: 'x', tool_call_id: '1' }] }],
  ])('is not left out where the answer would be to another question: %s', async (__, body) => {
    const world = await setUp([entry('a', {}, plain)], { drop_params: true })
    expect(await world.failure({ stream, seed: 1, ...body })).toMatchObject({ kind: 'unsupported-params', status: 400 })
    expect(world.models()).toEqual([])
  })
})

describe('11: drop_params', () => {
  it('may be said of one deployment, and by a request, which comes first', async () => {
    const world = await setUp([entry('a', { drop_params: true }, plain)])
    await world.ask({ seed: 1 })
    expect(sent(world)).toEqual({})
    expect(await world.failure({ seed: 1, drop_params: false })).toMatchObject({ param: 'seed' })
    const strict = await setUp([entry('a', { drop_params: false }, plain)], { drop_params: true })
    expect(await strict.failure({ seed: 1 })).toMatchObject({ param: 'seed' })
    await strict.ask({ seed: 1, drop_params: true })
    expect(sent(strict)).toEqual({})
  })

  it('takes what a deployment has for a default, too', async () => {
    const world = await setUp([entry('a', { seed: 5, top_k: 3 }, plain)])
    expect(await world.failure()).toMatchObject({ param: 'seed' })
    await world.ask({ drop_params: true })
    expect([sent(world), world.provider.calls[0]?.deployment.defaults]).toEqual([{ top_k: 3 }, {}])
  })

  it('takes n with the number of answers that are waited for', async () => {
    const world = await setUp([entry('a', {}, plain)], { drop_params: true })
    expect(await world.ask({ n: 2, stream: true })).toMatchObject({ text: 'hello from a' })
  })

  it.each([
    ['drop_params', 'yes'],
    ['additional_drop_params', ['messages']],
    ['additional_drop_params', [`a${'[0]'.repeat(20_000)}`]],
    ['allowed_openai_params', 'tools'],
  ])('is refused where it is nonsense: %s', async (param, value) => {
    const { failure } = await setUp([entry('a')])
    expect(await failure({ [param]: value })).toMatchObject({ code: 'invalid_value', param })
  })
})

describe('additional_drop_params', () => {
  it('leaves no empty list of tools, nor a choice among them', async () => {
    const world = await setUp([entry('a')])
    await world.post({ tools, tool_choice: 'required', additional_drop_params: ['tools[*]'] })
    expect(sent(world)).toEqual({})
  })

  it('are always left out, whoever names them', async () => {
    const world = await setUp([entry('a', { additional_drop_params: ['user', 'tools[*].function.strict'] })], {
      additional_drop_params: ['seed'],
    })
    const response = await world.post({ seed: 1, user: 'me', top_k: 1, tools, n: 1, additional_drop_params: ['n'] })
    expect(sent(world)).toEqual({
      top_k: 1,
      tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
    })
    expect(response.headers.get('x-turnout-dropped-params')).toBe('seed,user,tools[*].function.strict,n')
  })

  it('may be tools or a format, and take with them what needs them', async () => {
    const world = await setUp([entry('a', { additional_drop_params: ['tools', 'response_format'] }, plain)])
    await world.ask({ tools, tool_choice: 'required', parallel_tool_calls: false, ...json })
    expect(sent(world)).toEqual({})
  })

  it('change nothing, and are not listed, where they are not there', async () => {
    const world = await setUp([entry('a', { additional_drop_params: ['seed'] })])
    const response = await world.post({ temperature: 0 })
    expect(response.headers.get('x-turnout-dropped-params')).toBeNull()
    expect(world.provider.calls[0]?.raw).toContain('"temperature":0')
  })
})

describe('allowed_openai_params', () => {
  it('are sent, whatever is known of the model', async () => {
    const world = await setUp([entry('a', { allowed_openai_params: ['tools'] }, plain)])
    await world.ask({ tools, seed: 1, allowed_openai_params: ['seed'] })
    expect(sent(world)).toEqual({ tools, seed: 1 })
    expect(world.provider.calls[0]?.allowedParams).toEqual(['tools', 'seed'])
    expect(await world.failure({ tools, n: 2 })).toMatchObject({ param: 'n' })
  })
})

describe('who can express a request', () => {
  const sees = entry('sees', {}, { supports_vision: true })
  const blind = entry('blind', {}, { supports_vision: false })

  it('is chosen, 30 of 30, and the others are told of with the reason', async () => {
    const { ask, models, events } = await setUp([blind, sees])
    for (let i = 0; i < 30; i++) await ask(image)
    expect(new Set(models())).toEqual(new Set(['sees']))
    const [start] = events.filter((event) => event.type === 'attempt-start')
    expect(start?.rejected).toEqual([
      { deploymentId: 'blind', filter: 'capabilities', reason: 'does not support messages[0].content[1]' },
    ])
    for (let i = 0; i < 30; i++) await ask()
    expect(new Set(models())).toEqual(new Set(['sees', 'blind']))
  })

  it('is asked again rather than the others, where it fails', async () => {
    const script = { sees: [fails('server'), says('ok')] }
    const world = await setUpFile({ model_list: [blind, sees], router_settings: { num_retries: 1 } }, script)
    expect(await world.ask(image)).toMatchObject({ text: 'ok' })
    expect(world.models()).toEqual(['sees', 'sees'])
  })

  it('is not found among those that cool down: 429, with the time of their return', async () => {
    const script = { sees: [fails('rate-limit', { retryAfterMs: 30_000 })] }
    const world = await setUpFile({ model_list: [blind, sees], router_settings: { num_retries: 0 } }, script)
    await world.failure(image)
    expect(await world.failure(image)).toMatchObject({ kind: 'none-available', retryAfterMs: 30_000 })
    expect(await world.ask()).toMatchObject({ model: 'blind' })
  })

  it('is the only one that another attempt is started at, beside a slow one', async () => {
    const script = { sees: [...Array.from({ length: 20 }, () => late(100, says('known'))), hangs()] }
    const router_settings = { num_retries: 0, hedging: true, timeout: 5 }
    const world = await setUpFile({ model_list: [blind, sees], router_settings }, script)
    for (let i = 0; i < 20; i++) await world.ask(image)
    expect(await world.failure(image)).toMatchObject({ kind: 'timeout' })
    expect(new Set(world.models())).toEqual(new Set(['sees']))
  })

  it('is a fallback, and others are passed over, not what comes after them', async () => {
    const list = [
      ...[entry('a'), entry('b', {}, plain, 'second'), entry('c', {}, plain, 'third')],
      ...[entry('d', {}, {}, 'fourth'), entry('e', {}, {}, 'fifth')],
    ]
    const fallbacks = [{ main: ['second', 'fifth'] }, { second: ['third'] }, { third: ['fourth'] }]
    const router_settings = { num_retries: 0, max_fallbacks: 1, fallbacks }
    const world = await setUpFile({ model_list: list, router_settings }, { a: [fails('server')] })
    expect(await world.ask({ tools })).toMatchObject({ model: 'd', fallbacks: 1 })
    expect(world.models()).toEqual(['a', 'd'])
    expect(world.events.filter(({ type }) => type === 'fallback')).toMatchObject([{ from: 'main', to: 'fourth' }])
    await world.ask()
    expect(world.models().slice(2)).toEqual(['a', 'b'])
  })

  it('is looked for by what a fallback asks in the place of the request', async () => {
    const list = [entry('a'), entry('b', {}, plain, 'second')]
    const fallbacks = [{ main: [{ model: 'second', drop_params: true }] }]
    const world = await setUpFile(
      { model_list: list, router_settings: { num_retries: 0, fallbacks } },
      { a: [fails('server')] },
    )
    expect(await world.ask({ seed: 1 })).toMatchObject({ model: 'b' })
    expect([sent(world), sent(world, 1)]).toEqual([{ seed: 1 }, {}])
  })

  it('where nobody is, the failure of the group asked for stays', async () => {
    const list = [entry('a'), entry('b', {}, plain, 'second')]
    const router_settings = { num_retries: 0, fallbacks: [{ main: ['second'] }] }
    const world = await setUpFile({ model_list: list, router_settings }, { a: [fails('server')] })
    expect(await world.failure({ seed: 1 })).toMatchObject({ kind: 'server' })
    expect(world.events.filter(({ type }) => type === 'fallback')).toEqual([])
  })

  it('where nobody is, an answer that the content filter stopped stays one', async () => {
    const list = [entry('a'), entry('b', {}, plain, 'second')]
    const router_settings = { num_retries: 0, fallbacks: [{ main: ['second'] }] }
    const world = await setUpFile({ model_list: list, router_settings }, { a: [filters()] })
    expect(await world.ask({ seed: 1 })).toMatchObject({ model: 'a' })
    expect(await world.ask()).toMatchObject({ model: 'b' })
  })

  it('is not looked for elsewhere by a request that the group asked for cannot express: 400', async () => {
    const list = [entry('a', {}, plain), entry('b', {}, {}, 'second')]
    const world = await setUp(list, {}, { fallbacks: [{ main: ['second'] }] })
    expect(await world.failure({ seed: 1 })).toMatchObject({ kind: 'unsupported-params' })
  })

  it('2.9: is found for a format, also with enable_pre_call_checks', async () => {
    const list = [entry('old', {}, { supports_response_schema: false }), entry('new')]
    const { ask, models } = await setUp(list, {}, { enable_pre_call_checks: true })
    for (let i = 0; i < 30; i++) await ask(json)
    expect(new Set(models())).toEqual(new Set(['new']))
  })
})

it('a request that nobody can express ends the same through the library', async () => {
  const { router, clock } = await setUp([entry('a', {}, plain)])
  const call = router.completion({ model: 'main', messages: [{ role: 'user', content: 'x' }], seed: 1 })
  expect(await failureOf(clock.finish(call))).toMatchObject({ kind: 'unsupported-params', param: 'seed', attempts: [] })
})
