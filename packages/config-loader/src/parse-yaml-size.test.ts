import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { parseConfig } from './load-config.ts'
import { parseYaml } from './parse-yaml.ts'
import { expandedValues } from './parse-yaml-size.ts'

const lines = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n')
const size = (text: string) => expandedValues(parseDocument(text, { merge: true, uniqueKeys: false }))

/** Of this process: the clock on the wall would tell what else the machine does. */
const cpuMs = (): number => process.cpuUsage().user / 1000

describe('expandedValues', () => {
  it.each([
    ['text', 1],
    ['[1, 2, 3]', 4],
    ['{ a: 1, b: [2] }', 4],
    ['{ a: &a [1, 2], b: *a, c: *a }', 10],
    ['{ a: &a { x: 1 }, b: { <<: *a } }', 6],
    ['{ &k a: 1, b: *k }', 3],
    ['{ a: &a 1, b: &a [1, 2], c: *a }', 8],
    ['', 1],
  ])('counts what an anchor repeats each time: %s', (text, expected) => {
    expect(size(text)).toBe(expected)
  })

  it('knows no end of what holds itself', () => {
    expect(size('a: &a [*a]')).toBe(Number.POSITIVE_INFINITY)
    expect(parseYaml('a: &a { <<: *a }').problems).toMatchObject([{ code: 'too-large' }])
  })
})

it('leaves what aliases stand for as it is', () => {
  const text = 'use: { <<: &in { x: &x 1 }, y: 2 }\nagain: [*in, *x]\n&key k: *key\nt: &x text\nlast: *x\n'
  expect(parseYaml(text)).toMatchObject({
    value: { use: { x: 1, y: 2 }, again: [{ x: 1 }, 1], k: 'k', t: 'text', last: 'text' },
    problems: [],
  })
})

describe('a large file', () => {
  it('may merge its defaults into more than a thousand entries', () => {
    const entries = lines(
      3_000,
      (n) => `  - { model_name: m${n}, litellm_params: { <<: *defaults, model: simulated/m${n} } }`,
    )
    const { config, problems } = parseConfig(`defaults: &defaults { rpm: 10, timeout: 5 }\nmodel_list:\n${entries}\n`, {
      environment: {},
    })
    expect(problems.map(({ code }) => code)).toEqual(['unknown-key'])
    expect(config?.deployments).toHaveLength(3_000)
  })

  it.each([
    ['repeat lists', lines(30, (n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}]`)],
    ['merge maps', lines(30, (n) => `l${n + 1}: &l${n + 1} { a: { <<: *l${n} }, b: { <<: *l${n} } }`)],
    ['stand for half a million values', `list: [${'*l0, '.repeat(260_000)}]`],
  ])(
    'is refused at once where its aliases %s',
    (_, text) => {
      const startMs = cpuMs()
      expect(parseYaml(`l0: &l0 { x: 1 }\n${text}\n`).problems).toMatchObject([
        { level: 'error', code: 'too-large', line: 1, column: 1 },
      ])
      expect(cpuMs() - startMs).toBeLessThan(8_000)
    },
    90_000,
  )

  it('is read at once with a hundred thousand aliases', () => {
    const startMs = cpuMs()
    expect(parseYaml(`one: &one 1\nlist: [${'*one, '.repeat(100_000)}]\n`).problems).toEqual([])
    expect(cpuMs() - startMs).toBeLessThan(5_000)
  }, 90_000)
})
