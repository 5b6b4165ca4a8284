import type { DecisionRecord } from '@turnout/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainedBody } from './explained.ts'

const decision: DecisionRecord = {
  ...{ requestId: 'r-1', operation: 'chat', model: 'm', asked: 'm', group: 'm', stream: false, tags: [] },
  ...{ atMs: 100, wallMs: 1_000, durationMs: 10, overheadMs: 0, attempts: [], fallbacks: 0 },
  content: { request: { messages: 'the prompt' } },
}

const explained = (body: string) => Buffer.from(explainedBody(Buffer.from(body), decision)).toString()

describe('an explained body', () => {
  it('is any JSON object with one member more, its own bytes as they were', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom('', ' ', '\n\t'), (object, space) => {
        const body = `${space}${JSON.stringify(object, null, space)}${space}`
        const text = explained(body)
        const { turnout_decision: told, ...rest } = JSON.parse(text)
        expect(rest).toEqual(JSON.parse(JSON.stringify(object)))
        expect(told).toMatchObject({ request_id: 'r-1' })
        expect(text.startsWith(body.slice(0, body.lastIndexOf('}')))).toBe(true)
      }),
    )
  })

  it.each(['', '[]', 'null', '"}"', '  '])('is %j where that is no object', (body) => {
    expect(explained(body)).toBe(body)
  })

  it('does not say the prompt again', () => {
    expect(explained('{}')).not.toContain('the prompt')
  })

  it('is the body itself where there is no record', () => {
    const body = Buffer.from('{}')
    expect(explainedBody(body, undefined)).toBe(body)
  })
})
