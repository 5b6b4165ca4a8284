import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'

const callbacksOf = (file: object, environment: Record<string, string> = {}) => {
  const { config, problems } = fromObject(file, { environment })
  if (!config) throw new Error(JSON.stringify(problems))
  return config.callbacks
}
const heard = (litellm_settings: object) =>
  callbacksOf({ litellm_settings }).map(({ name, hears }) => `${name} ${hears}`)
const revealed = (name: string, environment: Record<string, string>, more: object = {}) =>
  callbacksOf({ litellm_settings: { callbacks: name }, ...more }, environment).map((callback) =>
    Object.fromEntries(Object.entries(callback.environment).map(([key, secret]) => [key, secret.reveal()])),
  )

describe('the lists of callbacks', () => {
  it('say who hears what, be they lists or a single name', () => {
    expect(heard({ callbacks: 'console', success_callback: ['langfuse'], failure_callback: ['sentry'] })).toEqual([
      'console all',
      'langfuse successes',
      'sentry failures',
    ])
  })

  it('name each once: in two lists it hears all', () => {
    expect(heard({ success_callback: ['otel', 'otel', 'jsonl'], failure_callback: ['jsonl'] })).toEqual([
      'otel successes',
      'jsonl all',
    ])
    expect(heard({ callbacks: ['otel'], failure_callback: 'otel' })).toEqual(['otel all'])
  })

  it('may name one callback in two ways', () => {
    expect(heard({ success_callback: ['generic_api', 'langfuse_otel'], failure_callback: ['webhook'] })).toEqual([
      'webhook all',
      'langfuse successes',
    ])
  })

  it('let prometheus count everything, whichever it is in', () => {
    expect(heard({ success_callback: ['prometheus'] })).toEqual(['prometheus all'])
  })
})

describe('callback_settings', () => {
  it('are those of the name, with variables in them', () => {
    const callback_settings = {
      otel: { exporter: 'http', headers: { authorization: 'os.environ/TOKEN' } },
      sentry: { other: true },
    }
    const [otel] = callbacksOf({ litellm_settings: { callbacks: ['otel'] }, callback_settings }, { TOKEN: 'hush' })
    expect(otel?.settings).toEqual({ exporter: 'http', headers: { authorization: 'hush' } })
  })

  it('may stand under either name, and may be empty', () => {
    const settingsOf = (callback_settings: object) =>
      callbacksOf({ litellm_settings: { callbacks: ['webhook'] }, callback_settings })[0]?.settings
    expect(settingsOf({ generic_api: { endpoint: 'https://a.example' } })).toEqual({ endpoint: 'https://a.example' })
    expect(settingsOf({ webhook: null })).toEqual({})
  })

  it('are no list, and no text', () => {
    const { problems } = fromObject({ callback_settings: { otel: 'x' } }, { environment: {} })
    expect(problems).toMatchObject([{ level: 'error', code: 'wrong-type', path: ['callback_settings', 'otel'] }, {}])
  })
})

describe('variables', () => {
  it('are told to the callback that they are for, and hidden', () => {
    const all = { LANGFUSE_HOST: 'l', OTEL_HEADERS: 'o', SENTRY_DSN: 's', OPENAI_API_KEY: 'k', TURNOUT_JSONL_PATH: 'j' }
    expect(revealed('langfuse', all)).toEqual([{ LANGFUSE_HOST: 'l' }])
    expect(revealed('langfuse_otel', all)).toEqual([{ LANGFUSE_HOST: 'l' }])
    expect(revealed('otel', all)).toEqual([{ OTEL_HEADERS: 'o' }])
    expect(revealed('sentry', all)).toEqual([{ SENTRY_DSN: 's' }])
    expect(revealed('jsonl', all)).toEqual([{ TURNOUT_JSONL_PATH: 'j' }])
    expect(revealed('console', all)).toEqual([{}])
    const config = callbacksOf({ litellm_settings: { callbacks: ['sentry'] } }, { SENTRY_DSN: 'hush' })
    expect(JSON.stringify(config)).not.toContain('hush')
  })

  it('of webhook have two prefixes, also under a name of its own', () => {
    const all = { GENERIC_LOGGER_ENDPOINT: 'a', WEBHOOK_URL: 'b', OTHER: 'c' }
    const both = { GENERIC_LOGGER_ENDPOINT: 'a', WEBHOOK_URL: 'b' }
    expect(revealed('generic_api', all)).toEqual([both])
    expect(revealed('mine', all, { callback_settings: { mine: { callback_type: 'generic_api' } } })).toEqual([both])
  })

  it("may be the configuration's own, and one that is empty is not there", () => {
    const environment_variables = { SENTRY_DSN: 'own', SENTRY_ENVIRONMENT: '' }
    expect(revealed('sentry', { SENTRY_DSN: 'process' }, { environment_variables })).toEqual([{ SENTRY_DSN: 'own' }])
  })
})
