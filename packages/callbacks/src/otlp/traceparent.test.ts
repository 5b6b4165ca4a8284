import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTrace, spanContext } from './traceparent.ts'

const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
const span = '00f067aa0ba902b7'
const parse = (traceparent: string | undefined, tracestate?: string) => parseTrace({ traceparent, tracestate })
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })

describe('parseTrace', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(hex(32), hex(16), fc.integer({ min: 0, max: 255 }), (traceId, spanId, flags) => {
        const read = parse(`00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`)
        if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) expect(read).toBeUndefined()
        else expect(read).toEqual({ traceId, spanId, sampled: flags % 2 === 1, state: undefined })
      }),
    )
  })

  it('reads versions to come, as far as they are known', () => {
    expect(parse(`cc-${trace}-${span}-01-what-the-future-will-be-like`)).toMatchObject({
      traceId: trace,
      sampled: true,
    })
  })

  it.each([
    undefined,
    '',
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01-more`,
    `00-${trace}-${span}-01.more`,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${trace.slice(1)}-${span}-01`,
    `cc-${trace}-${span}-01more`,
  ])('takes %j for none', (text) => expect(parse(text)).toBeUndefined())

  it('takes whatever is not well-formed for none', () => {
    fc.assert(fc.property(fc.string(), (text) => parse(text) === undefined))
  })

  it('lets only a state go on that may', () => {
    expect(parse(`00-${trace}-${span}-00`, 'a=1,b=2')).toMatchObject({ sampled: false, state: 'a=1,b=2' })
    for (const bad of ['', 'a=1\r\nx: y', 'a=é', `a=${'x'.repeat(3_000)}`])
      expect(parse(`00-${trace}-${span}-01`, bad)?.state).toBeUndefined()
  })
})

it('is no span whose ids are none', () => {
  expect(spanContext(trace, span, 1, undefined)).toMatchObject({ sampled: true })
  expect(spanContext('0'.repeat(32), '0'.repeat(16), 0, undefined)).toBeUndefined()
})
