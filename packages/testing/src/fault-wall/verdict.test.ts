import { describe, expect, it } from 'vitest'
import type { Outcome } from './case.ts'
import { wallText } from './chat-text.ts'
import type { Told } from './told.ts'
import { judge } from './verdict.ts'

const broken: Outcome = { told: 'broken stream', after: 'The', code: ['upstream_truncated'] }
const failed: Outcome = { told: 'error', status: [502], code: ['upstream_unreachable'] }
const refused: Outcome = { told: 'error', status: [400] }
const answer: Outcome = { told: 'answer' }
const whole: Told = { told: 'answer', status: 200, text: wallText }

describe('judge', () => {
  it.each<[string, Told, Outcome, boolean, string]>([
    ['the answer, where there was one', whole, answer, true, 'ok'],
    ['half of it, as if it were whole', { ...whole, text: 'The' }, answer, true, 'lied'],
    ['a stream without its [DONE]', { ...whole, done: false }, answer, true, 'lied'],
    ['the same, from others', { ...whole, done: false }, answer, false, 'ok'],
    [
      'an end that says nothing of what is missing',
      { ...whole, told: 'silent end', text: 'The' },
      broken,
      false,
      'lied',
    ],
    [
      'an error event',
      { told: 'broken stream', status: 200, text: 'The', code: 'upstream_truncated' },
      broken,
      true,
      'ok',
    ],
    ['another code', { told: 'broken stream', status: 200, text: 'The', code: 'x' }, broken, true, 'misled'],
    ['a word too many', { told: 'broken stream', status: 200, text: 'The end' }, broken, true, 'misled'],
    ['a connection that breaks', { told: 'cut', status: 200, text: 'The' }, broken, false, 'cut off'],
    ['the right failure', { told: 'error', status: 502, text: '', code: 'upstream_unreachable' }, failed, true, 'ok'],
    ['one of its class', { told: 'error', status: 500, text: '' }, failed, false, 'ok'],
    ['the caller’s own fault', { told: 'error', status: 401, text: '' }, failed, false, 'misled'],
    ['an error that looks like success', { told: 'error', status: 200, text: '' }, failed, false, 'lied'],
    ['an error, where an answer was there', { told: 'error', status: 502, text: '' }, answer, false, 'gave up'],
    ['an answer, where the request was wrong', whole, refused, false, 'let in'],
    ['nothing', { told: 'nothing', status: 0, text: '' }, failed, false, 'hung'],
    ['nobody', { told: 'refused', status: 0, text: '' }, failed, false, 'crashed'],
  ])('%s', (_what, told, right, exactly, verdict) => {
    expect(judge(told, [right], exactly)).toBe(verdict)
  })
})
