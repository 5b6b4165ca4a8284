import { describe, expect, it } from 'vitest'
import { parseYaml } from './parse-yaml.ts'

const text = `model_list:
  - model_name: gpt-4
    litellm_params:
      model: azure/gpt-4
      tags: [fast, eu]
router_settings:
  fallbacks:
    - gpt-4:
        - gpt-3.5-turbo
`

describe('parseYaml', () => {
  it('reads YAML as plain data', () => {
    expect(parseYaml('a: [1, two, true, null]\nb: {c: "3"}').value).toEqual({
      a: [1, 'two', true, null],
      b: { c: '3' },
    })
  })

  it('reads JSON, and a file that begins with a byte order mark', () => {
    expect(parseYaml('{"a": [1]}').value).toEqual({ a: [1] })
    expect(parseYaml('\uFEFFa: 1').value).toEqual({ a: 1 })
  })

  it('keeps a date and a version as text', () => {
    expect(parseYaml('api_version: 2025-01-01').value).toEqual({ api_version: '2025-01-01' })
  })

  it('reads an empty file as nothing', () => {
    expect(parseYaml('# only a comment\n')).toMatchObject({ value: null, problems: [] })
  })

  it('merges maps by <<, as LiteLLM does', () => {
    expect(parseYaml('base: &base {rpm: 1, tpm: 2}\nuse:\n  <<: *base\n  rpm: 3').value).toMatchObject({
      use: { rpm: 3, tpm: 2 },
    })
  })

  it('merges two maps by a list or by two lines', () => {
    const bases = 'a: &a {rpm: 1}\nb: &b {tpm: 2}\n'
    expect(parseYaml(`${bases}use: {<<: [*a, *b]}`).value).toMatchObject({ use: { rpm: 1, tpm: 2 } })
    expect(parseYaml(`${bases}use:\n  <<: *a\n  <<: *b\n`).value).toMatchObject({ use: { rpm: 1, tpm: 2 } })
  })

  it('takes an empty text for a key, and a quoted << for a plain one', () => {
    expect(parseYaml('"": 1\n"<<": 2').value).toEqual({ '': 1, '<<': 2 })
  })

  it('lets an anchor be used in hundreds of places', () => {
    const uses = Array.from({ length: 300 }, () => '  - *base').join('\n')
    expect(parseYaml(`base: &base {rpm: 1}\nlist:\n${uses}`).problems).toEqual([])
  })

  it.each([
    ['a key', ['router_settings'], 6, 1],
    ['a nested key', ['model_list', 0, 'litellm_params', 'model'], 4, 7],
    ['a list item', ['model_list', 0], 2, 5],
    ['an item of a flow list', ['model_list', 0, 'litellm_params', 'tags', 1], 5, 20],
    ['a key inside a list item', ['router_settings', 'fallbacks', 0, 'gpt-4'], 8, 7],
    ['the deepest item', ['router_settings', 'fallbacks', 0, 'gpt-4', 0], 9, 11],
    ['the whole file', [], 1, 1],
  ])('knows where %s stands', (_, path, line, column) => {
    expect(parseYaml(text).locate(path)).toEqual({ line, column })
  })

  it.each([
    ['a missing key', ['model_list', 0, 'litellm_params', 'api_key'], 3, 5],
    ['a missing item', ['model_list', 7, 'litellm_params'], 1, 1],
    ['a step into plain text', ['model_list', 0, 'model_name', 'deeper'], 2, 5],
    ['a missing section', ['general_settings', 'master_key'], 1, 1],
  ])('places %s at the nearest part that exists', (_, path, line, column) => {
    expect(parseYaml(text).locate(path)).toEqual({ line, column })
  })

  it.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', 3, 1],
    ['a tab as indentation', 'a:\n\tb: 1\n', 2, 1],
    ['a bracket that never closes', 'a: [1, 2\nb: 3\n', 2, 1],
    ['a quote that never closes', 'a: "text\n', 2, 1],
    ['an alias without its anchor', 'a: *nowhere\n', 1, 4],
    ['a second document', 'a: 1\n---\nb: 2\n', 2, 1],
  ])('says where %s is', (_, broken, line, column) => {
    const { value, problems } = parseYaml(broken)
    expect(value).toBeUndefined()
    expect(problems[0]).toMatchObject({ level: 'error', code: 'invalid-yaml', line, column })
  })

  it('tells the first hundred problems, and how many more there are', () => {
    const problemsOf = (count: number) => parseYaml('a: 1\n'.repeat(count + 1)).problems
    expect(problemsOf(100)).toHaveLength(100)
    const many = problemsOf(30_000)
    expect(many).toHaveLength(101)
    expect(many[99]).toMatchObject({ line: 101, message: 'The key a is there twice.' })
    expect(many[100]).toMatchObject({ level: 'error', line: 102, message: 'From here on, 29900 more are wrong.' })
  })

  it('refuses a bomb of aliases', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`)
    const { value, problems } = parseYaml(`l0: &l0 [boom]\n${levels.join('\n')}`)
    expect(value).toBeUndefined()
    expect(problems).toMatchObject([{ level: 'error', code: 'too-large' }])
  })

  it('refuses a text of more than 4 MiB, counted in bytes', () => {
    expect(parseYaml(`# ${'é'.repeat(2 * 1024 * 1024)}`).problems).toMatchObject([{ code: 'too-large' }])
  })

  it('refuses what nests too deep, where it does', () => {
    const deep = Array.from({ length: 100 }, (_, level) => `${' '.repeat(level)}key:`).join('\n')
    expect(parseYaml(deep).problems).toMatchObject([{ level: 'error', code: 'too-large', line: 65 }])
    expect(parseYaml(`a: 1\nb: ${'['.repeat(100_000)}`).problems).toMatchObject([{ code: 'too-large', line: 2 }])
  })

  it('takes a key __proto__ as a plain key', () => {
    const { value } = parseYaml('__proto__: {polluted: true}')
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect({}).not.toHaveProperty('polluted')
  })
})
