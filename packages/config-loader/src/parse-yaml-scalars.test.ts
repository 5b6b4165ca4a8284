import { describe, expect, it } from 'vitest'
import { parseYaml } from './parse-yaml.ts'

const value = (text: string) => parseYaml(`a: ${text}\n`).value

describe('plain words and digits', () => {
  it.each([
    ...['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
    ...['no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
    ...([['100_000', 100_000] as const, ['-1_0', -10] as const, ['+1_000_000', 1_000_000] as const] as const),
  ])('are what LiteLLM takes them for: %s', (text, expected) => {
    expect(value(text)).toEqual({ a: expected })
    expect(value(`[${text}, x]`)).toEqual({ a: [expected, 'x'] })
  })

  it.each([
    ...['y', 'n', 'yEs', 'oN', 'yes please', 'on-call'],
    ...['2024-02-01', '2024-02-01T00:00:00Z', '12:30', '1:2:3', '190:20:30.15'],
    ...['_100', 'gpt_4_1', '1_000x', '0b1_0', '0_7'],
  ])('stay text otherwise: %s', (text) => {
    expect(value(text)).toEqual({ a: text })
  })

  it('know no octal numbers that only look like others', () => {
    expect(value('010')).toEqual({ a: 10 })
  })

  it.each(['yes', 'off', '100_000'])('stay text in quotes: %s', (text) => {
    expect(value(`"${text}"`)).toEqual({ a: text })
    expect(value(`'${text}'`)).toEqual({ a: text })
    expect(value(`!!str ${text}`)).toEqual({ a: text })
    expect(value(`|-\n  ${text}`)).toEqual({ a: text })
  })

  it('are names as keys', () => {
    expect(parseYaml('on: 1\nno: yes\n1_000: 2\n')).toMatchObject({
      ...{ value: { on: 1, no: true, '1_000': 2 }, problems: [] },
    })
    expect(value('{ off: off, ? yes : no }')).toEqual({ a: { off: false, yes: false } })
    expect(parseYaml('a:\n  on: 1\n  "on": 2\n').problems).toMatchObject([{ message: 'The key on is there twice.' }])
    expect(parseYaml('a:\n  off:\n    b: x\n').locate(['a', 'off', 'b'])).toEqual({ line: 3, column: 5 })
  })
})
