import { describe, expect, it } from 'vitest'
import { parseConfig } from '../load-config.ts'

const available = { strategies: ['simple-shuffle'], providers: ['openai', 'mine'], callbacks: ['console'] }
const problemsOf = (text: string, environment = {}) => parseConfig(text, { available, environment }).problems

describe('a provider without an adapter', () => {
  it('is a warning at its model', () => {
    const text = 'model_list:\n  - model_name: m\n    litellm_params:\n      model: bedrock/claude\n'
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({
        level: 'warning',
        code: 'no-adapter',
        line: 4,
        column: 7,
        message: expect.stringContaining('bedrock'),
      }),
    ])
  })

  it('is told by a bare name and by custom_llm_provider too', () => {
    const entry = (params: string) =>
      `model_list: [{ model_name: m, litellm_params: { ${params}, api_base: 'http://127.0.0.1' } }]\n`
    expect(problemsOf(entry('model: gemini-2.0-flash'))).toMatchObject([{ code: 'no-adapter' }])
    expect(problemsOf(entry('model: x, custom_llm_provider: cohere'))).toMatchObject([{ code: 'no-adapter' }])
    expect(problemsOf(entry('model: mine/x'))).toEqual([])
    expect(problemsOf(entry('model: bedrock/x, mock_response: hi'))).toEqual([])
    expect(problemsOf(entry('model: gpt-4'))).toEqual([])
  })

  it('is nobody’s business where nothing is known of adapters', () => {
    const text = 'model_list: [{ model_name: m, litellm_params: { model: bedrock/claude } }]\n'
    expect(parseConfig(text, { environment: {} }).problems).toEqual([])
  })
})

describe('a callback that nobody answers to', () => {
  it('is a note at its place', () => {
    const model = 'model_list: [{ model_name: m, litellm_params: { model: mine/m } }]'
    const text = `litellm_settings:\n  success_callback: [console, langfuse]\n  failure_callback: sentry\n${model}\n`
    expect(problemsOf(text)).toMatchObject([
      { level: 'note', code: 'without-effect', line: 2, column: 31, message: expect.stringContaining('langfuse') },
      { level: 'note', code: 'without-effect', line: 3, message: expect.stringContaining('sentry') },
    ])
  })
})

describe('a master key', () => {
  it.each(['os.environ/NO_SUCH', '""', ''])('that is there and empty is a warning: %j', (value) => {
    const { config, problems } = parseConfig(`general_settings:\n  master_key: ${value}\n`, { environment: {} })
    expect(config?.server.masterKey).toBeUndefined()
    expect(problems).toContainEqual(
      expect.objectContaining({ level: 'warning', code: 'empty-master-key', line: 2, column: 3 }),
    )
  })

  it('may come from LITELLM_MASTER_KEY, or be left out', () => {
    const environment = { LITELLM_MASTER_KEY: 'sk' }
    expect(
      parseConfig('general_settings:\n  master_key: os.environ/NO_SUCH\n', {
        environment,
      }).config?.server.masterKey?.reveal(),
    ).toBe('sk')
    expect(
      parseConfig('general_settings:\n  litellm_headers: true\n', { environment: {} }).config?.server.masterKey,
    ).toBeUndefined()
  })
})
