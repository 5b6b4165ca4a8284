import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromObject, parseConfig } from './load-config.ts'

/** Milliseconds of CPU for each of many: they do not depend on what else the machine does. */
function timed(given: readonly (() => unknown)[]): { readonly middle: number; readonly worst: number } {
  const took = given.map((act) => {
    const start = process.cpuUsage()
    act()
    return process.cpuUsage(start).user / 1000
  })
  took.sort((a, b) => a - b)
  return { middle: took[took.length >> 1] ?? 0, worst: took.at(-1) ?? 0 }
}

function isQuick(texts: readonly string[]): void {
  for (const text of texts.slice(0, 3)) parseConfig(text, { environment: {} })
  const { middle, worst } = timed(texts.map((text) => () => parseConfig(text, { environment: {} })))
  expect(middle).toBeLessThan(50)
  expect(worst).toBeLessThan(2_000)
}

const sample = (arbitrary: fc.Arbitrary<string>, runs = 300) => fc.sample(arbitrary, { numRuns: runs, seed: 7 })
const bytes = fc.uint8Array({ maxLength: 4_000 }).map((given) => Buffer.from(given).toString('latin1'))
const yamlish = fc
  .array(
    fc.constantFrom(
      ...[
        'model_list',
        'router_settings',
        'fallbacks',
        ':',
        ': ',
        '- ',
        '\n',
        '\n  ',
        '\n    ',
        '[',
        ']',
        '{',
        '}',
        ',',
      ],
      ...['&a ', '*a', '<<: ', '? ', '|', '>', '"', "'", '#', '!!str ', '!x ', '%YAML 1.1\n', '---\n', '...\n', '\t'],
      ...[
        '.nan',
        '.inf',
        '1e999',
        '__proto__',
        'constructor',
        'os.environ/A',
        '\r\n',
        '\uFEFF',
        '\0',
        '\uD800',
        'null',
      ],
    ),
    { maxLength: 200 },
  )
  .map((parts) => parts.join(''))
const deep = fc
  .tuple(fc.constantFrom('[', '{a: ', '- ', '? ', '&a [', '!!seq [', '{"a": ['), fc.integer({ min: 1, max: 5_000 }))
  .map(([opener, levels]) => opener.repeat(levels))
const indented = fc
  .integer({ min: 1, max: 500 })
  .map((levels) => Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}key:`).join('\n'))

describe('what cannot be read', () => {
  it.each([
    ['bytes', bytes],
    ['pieces of YAML', yamlish],
    ['brackets', deep],
    ['indentation', indented],
  ])(
    'never throws, and takes no time: %s',
    (_, arbitrary) => {
      isQuick(sample(arbitrary))
    },
    60_000,
  )

  it('never throws on any object', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withNullPrototype: true, withDate: true }),
        (value) => {
          const sections = ['model_list', 'router_settings', 'litellm_settings', 'general_settings', 'include']
          for (const section of sections) fromObject({ [section]: value }, { environment: {} })
          fromObject({ model_list: [{ model_name: 'm', litellm_params: value }] }, { environment: {} })
          fromObject({ router_settings: { routing_strategy_args: value } }, { environment: {} })
          fromObject(value, { environment: {} })
        },
      ),
    )
  })
})

describe('much of everything', () => {
  const lines = (count: number, line: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => line(n)).join('\n')
  const codes = (text: string) => new Set(parseConfig(text, { environment: {} }).problems.map(({ code }) => code))
  const took = (text: string) => timed([() => parseConfig(text, { environment: {} })]).worst

  it('refuses a block that an anchor repeats a thousand times', () => {
    const text = `base: &base\n${lines(10_000, (n) => `  k${n}: 1`)}\nlist: [${'*base, '.repeat(900)}]\n`
    expect(took(text)).toBeLessThan(5_000)
    expect(codes(text)).toEqual(new Set(['too-large']))
  }, 90_000)

  it.each([
    ['keys of one map', `router_settings:\n${lines(20_000, (n) => `  unknown_key_${n}: 1`)}`],
    ['a chain of aliases', `router_settings:\n  model_group_alias:\n${lines(5_000, (n) => `    a${n}: a${n + 1}`)}`],
    ['a chain of fallbacks', `router_settings:\n  fallbacks:\n${lines(5_000, (n) => `    - a${n}: [a${n + 1}]`)}`],
    [
      'deployments',
      `model_list:\n${lines(3_000, (n) => `  - { model_name: m${n % 7}, litellm_params: { model: gpt-4 } }`)}`,
    ],
  ])(
    'reads %s in seconds at most',
    (_, text) => {
      expect(took(text)).toBeLessThan(8_000)
    },
    90_000,
  )
})
