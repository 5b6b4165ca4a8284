import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify as toYaml } from 'yaml'
import { fromObject, parseConfig } from './load-config.ts'

/** Texts in quotes: plain, `no` and `1_000` would be read as something else. */
const stringify = (value: unknown): string =>
  toYaml(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })

const name = fc.oneof(
  fc.constantFrom('gpt-4', 'a', '7', 'true', 'null', '~', '-', 'é', 'constructor', '*'),
  fc.string({ minLength: 1 }),
)
/** `<<` as a plain key is a merge. */
const plain = name.filter((text) => text !== '__proto__' && text !== '<<' && !text.startsWith('os.environ/'))
const positive = fc.oneof(
  fc.nat(100),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n + 0),
)
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const entry = fc.record(
  {
    model_name: plain,
    litellm_params: fc.record(
      {
        model: fc.constantFrom('simulated/a', 'gpt-4', 'azure/x', 'mystery'),
        ...{ api_key: some(plain), api_base: plain, rpm: some(positive), weight: positive, tags: fc.array(plain) },
        ...{ num_retries: fc.nat(9), timeout: positive, temperature: positive, stop: fc.array(plain) },
      },
      { requiredKeys: ['model'] },
    ),
    model_info: fc.record(
      {
        mode: plain,
        max_tokens: fc.nat(),
        note: fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('"<<":')),
      },
      { requiredKeys: [] },
    ),
    tpm: positive,
  },
  { requiredKeys: ['model_name', 'litellm_params'] },
)
const file = fc.record(
  {
    model_list: fc.array(entry, { maxLength: 5 }),
    router_settings: fc.record(
      {
        ...{ num_retries: fc.nat(5), timeout: some(positive), cooldown_time: positive },
        fallbacks: fc.array(fc.dictionary(plain, fc.array(plain, { maxLength: 3 }), { maxKeys: 3 }), { maxLength: 3 }),
        model_group_alias: fc.dictionary(plain, plain, { maxKeys: 3 }),
        ...{ cache_responses: fc.boolean(), default_cache_time_seconds: some(positive) },
        cache_kwargs: fc.record({ type: fc.constantFrom('local', 'redis'), ttl: some(positive) }, { requiredKeys: [] }),
        ...{ redis_host: some(plain), redis_port: fc.integer({ min: 1, max: 65_535 }), redis_password: plain },
        state: some(fc.record({ redis: fc.record({ host: plain, password: some(plain) }) }, { requiredKeys: [] })),
        retry_policy: fc.dictionary(fc.constantFrom('Timeout', 'RateLimitErrorRetries'), fc.nat(5)),
      },
      { requiredKeys: [] },
    ),
    litellm_settings: fc.record(
      {
        cache: fc.boolean(),
        cache_params: fc.record(
          {
            ...{ type: some(fc.constantFrom('memory', 'redis', 'disk')), host: some(plain), namespace: plain },
            ...{ ttl: positive, mode: fc.constantFrom('default_on', 'default_off'), coalesce: fc.boolean() },
            supported_call_types: fc.array(fc.constantFrom('acompletion', 'embedding', 'aresponses')),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    general_settings: some(fc.record({ litellm_headers: fc.boolean() })),
  },
  { requiredKeys: [] },
)

const environment = {}
const shown = ({ config, problems }: ReturnType<typeof fromObject>) =>
  JSON.stringify([
    config,
    problems
      .filter(({ code }) => code !== 'literal-secret')
      .map(({ code }) => code)
      .sort(),
  ])

describe('a configuration that is printed and read again', () => {
  it('comes to the same, and is printed the same', () => {
    fc.assert(
      fc.property(file, (object) => {
        const text = stringify(object)
        expect(shown(parseConfig(text, { environment }))).toBe(shown(fromObject(object, { environment })))
        expect(stringify(parse(text))).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('comes to the same as JSON, too', () => {
    fc.assert(
      fc.property(file, (object) => {
        const text = JSON.stringify(object, undefined, 2)
        expect(shown(parseConfig(text, { environment }))).toBe(shown(fromObject(object, { environment })))
      }),
    )
  })
})

describe('any graph of aliases', () => {
  it('loads if and only if following it ends', () => {
    const name = fc.constantFrom(...'abcdefgh')
    fc.assert(
      fc.property(fc.dictionary(name, name), fc.uniqueArray(name), (targets, groups) => {
        const goesRound = (start: string) => {
          let at = targets[start] ?? start
          for (let step = 0; step < 10; step++) {
            if (groups.includes(at) || targets[at] === undefined) return false
            at = targets[at] ?? at
          }
          return true
        }
        const model_list = groups.map((group) => ({
          model_name: group,
          litellm_params: { model: `simulated/${group}` },
        }))
        const text = stringify({ model_list, router_settings: { model_group_alias: targets } })
        const { config, problems } = parseConfig(text, { environment })
        expect(config === undefined).toBe(Object.keys(targets).some(goesRound))
        expect(problems.some(({ code }) => code === 'alias-cycle')).toBe(config === undefined)
      }),
      { numRuns: 500 },
    )
  })
})
