import { describe, expect, it } from 'vitest'
import { crossChecks } from '../cross-checks.ts'
import { resolveEnvironment } from '../environment.ts'
import { normalize } from '../normalize.ts'
import { validate } from '../validate.ts'
import { shownNames } from './shown-names.ts'

const environment = {
  MODEL: 'hush/x-hush',
  ADAPTER: 'bedrock/y-hush',
  GROUP: 'group-hush',
  TARGET: 'target-hush',
  STRATEGY: 'strategy-hush',
  CALLBACK: 'callback-hush',
  ID: 'id-hush',
  STAR: 'star-hush-*',
  CHECK: 'check-hush',
}
const entry = (model: string, model_name = 'm', id?: string) => ({
  model_name,
  litellm_params: { model, rpm: 0 },
  model_info: { id, max_tokens: 5 },
})
const everywhere = {
  model_list: [
    entry('os.environ/MODEL'),
    entry('os.environ/ADAPTER'),
    entry('simulated/a', 'os.environ/GROUP'),
    entry('simulated/a', 'x', 'os.environ/ID'),
    entry('simulated/a', 'x', 'os.environ/ID'),
    entry('simulated/a', 'os.environ/STAR'),
    entry('simulated/*-*', 'os.environ/STAR'),
  ],
  router_settings: {
    routing_strategy: 'os.environ/STRATEGY',
    optional_pre_call_checks: ['os.environ/CHECK', 'enforce_model_rate_limit'],
    default_max_parallel_requests: 0,
    model_group_strategy: { m: 'os.environ/STRATEGY', 'group-hus': 'simple-shuffle' },
    model_group_alias: { a: 'os.environ/TARGET', b: 'os.environ/GROUP', c: 'group-hus' },
    fallbacks: [{ m: ['os.environ/GONE', 'os.environ/TARGET', 'group-hus', 'b'] }, { b: ['m'] }],
    default_fallbacks: ['os.environ/TARGET'],
    context_window_fallbacks: [{ m: ['os.environ/GROUP'] }],
  },
  litellm_settings: { callbacks: 'os.environ/CALLBACK' },
}

describe('a name that came from a variable', () => {
  const resolved = resolveEnvironment(everywhere, environment)
  const { file } = validate(resolved.value)
  if (!file) throw new Error('no file')
  const shown = shownNames(resolved)
  const { config, problems } = normalize(file, { environment, providers: [], shown })
  const crossed = crossChecks({
    ...{ config, file, strategies: ['simple-shuffle'], shown },
    available: { strategies: ['simple-shuffle'], providers: ['simulated'], callbacks: [] },
  })
  const said = [...problems, ...crossed]

  it('is told by the variable in every problem', () => {
    const codes = [
      ...['unknown-provider', 'duplicate-id', 'dangling-alias', 'dangling-fallback', 'unknown-strategy'],
      ...[
        'unknown-callback',
        'no-adapter',
        'fallback-cycle',
        'small-context-window',
        'useless-group',
        'unknown-check',
        'unfilled-wildcard',
      ],
    ]
    for (const code of codes)
      expect(
        said.some((problem) => problem.code === code && /the value of the variable [A-Z]/.test(problem.message)),
        code,
      ).toBe(true)
  })

  it('is nowhere told itself, nor suggested', () => {
    expect(said.flatMap(({ message, suggestion }) => [message, suggestion ?? '']).join('\n')).not.toContain('hush')
  })

  it('leaves names that stand in the file', () => {
    expect(shown('m')).toBe('m')
    expect(shown('target-hush')).toBe('the value of the variable TARGET')
  })
})
