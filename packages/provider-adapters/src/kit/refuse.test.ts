import { expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { unsupportedBy } from './capabilities.ts'
import { refuseLacking } from './refuse.ts'

const lacking = unsupportedBy([{ lacks: ['n', 'logit_bias', 'audio'] }])
const audio = { type: 'input_audio', input_audio: { data: '', format: 'wav' } }
const messages = [{ role: 'user', content: [audio] }]
const refuse = (asked: object, allowedParams: readonly string[] = []) =>
  refuseLacking({ ...chatCall(asked), allowedParams }, lacking, ['top_k'])

it('refuses what a model lacks, by its place', () => {
  const refusal = (param: string) => expect.objectContaining({ code: 'unsupported_parameter', param })
  expect(() => refuse({ n: 2 })).toThrow(refusal('n'))
  expect(() => refuse({ messages })).toThrow(refusal('messages[0].content[0]'))
  expect(() => refuse({ n: 2, logit_bias: { 1: 1 } }, ['n'])).toThrow(refusal('logit_bias'))
  expect(() => refuse({ messages }, ['messages'])).toThrow(refusal('messages[0].content[0]'))
})

it('sets aside what the caller insists on, and nothing else', () => {
  const { asked, asItIs } = refuse({ n: 2, seed: 1, top_k: 3 }, ['n', 'seed', 'top_k'])
  expect(asItIs).toEqual({ n: 2, top_k: 3 })
  expect(asked).toMatchObject({ seed: 1, messages: [{ content: 'Hi' }] })
  expect(asked).not.toHaveProperty('n')
  expect(refuse({ n: 1, logit_bias: {}, top_k: 3 })).toMatchObject({ asked: { n: 1, top_k: 3 }, asItIs: {} })
})
