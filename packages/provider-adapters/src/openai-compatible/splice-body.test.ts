import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spliceBody } from './splice-body.ts'

const spliced = (raw: string, model: string, askUsage: boolean): string | undefined =>
  spliceBody(raw, JSON.parse(raw), model, askUsage)

const splice = (raw: string, askUsage = false) => spliced(raw, 'upstream/"x"', askUsage)

describe('spliceBody', () => {
  it('changes the model and not a letter more', () => {
    expect(splice('{ "seed": 12345678901234567890,\n  "model" : "gpt", "top_p":1.0 , "x":1e999}')).toBe(
      '{ "seed": 12345678901234567890,\n  "model" : "upstream/\\"x\\"", "top_p":1.0 , "x":1e999}',
    )
  })

  it('keeps letters of every kind, written and escaped', () => {
    expect(splice('{"user":"é世界👋\\u00e9\\n","model":"gpé","x":"ü"}')).toBe(
      '{"user":"é世界👋\\u00e9\\n","model":"upstream/\\"x\\"","x":"ü"}',
    )
  })

  it('asks for usage in front of everything', () => {
    expect(splice(' {"model":"gpt","stream":true}', true)).toBe(
      ' {"stream_options":{"include_usage":true},"model":"upstream/\\"x\\"","stream":true}',
    )
  })

  it.each([
    ['the key stands twice', '{"model":"gpt","messages":[{"model":"gpt"}]}'],
    ['a text is called like the key', '{"model":"gpt","messages":[{"role":"model"}]}'],
    ['letters are escaped', '{"\\u006dodel":"gpt","x":{"model":"gpt"}}'],
    ['there are options for the stream already', '{"model":"gpt","stream_options":{}}', true],
    ['the stream stands twice', '{"model":"gpt","stream":true,"stream":false}'],
    ['the number of choices stands twice', '{"model":"gpt","n":128,"n":1}'],
    ['the name is written in another way', '{"model":"g\\u0050t"}'],
    ['there is no model', '{"messages":[]}'],
  ])('leaves it where %s', (_why, raw, askUsage = false) => {
    expect(splice(raw, askUsage)).toBeUndefined()
  })

  it('says the same as writing the changed request anew, or nothing', () => {
    const word = fc.constantFrom(
      'model',
      '"model"',
      'gpt',
      'a\\',
      '{',
      '"',
      'stream_options',
      'é',
      '\u2028',
      'mod\u0065l',
    )
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        word,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(null),
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('any'), { maxLength: 3 }),
      map: fc.dictionary(word, tie('any'), { maxKeys: 3 }),
    }))
    fc.assert(
      fc.property(
        word,
        value.map,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(0, 2),
        (model, rest, askUsage, first, indent) => {
          const request = first ? Object.assign({ model }, rest, { model }) : { ...rest, model }
          const raw = JSON.stringify(request, undefined, indent)
          const text = spliced(raw, 'upstream', askUsage)
          if (text === undefined) return
          const asked = askUsage ? { stream_options: { include_usage: true } } : {}
          expect(JSON.parse(text)).toEqual({ ...JSON.parse(raw), model: 'upstream', ...asked })
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
