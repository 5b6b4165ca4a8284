import { describe, expect, it } from 'vitest'
import { rewritingMessages } from '../../test-support/rewriting.test.ts'
import { idsOfFortyLetters, idsOfNineLetters } from './tool-call-ids.ts'

const asked = (...ids: readonly string[]) => ({ role: 'assistant', tool_calls: ids.map((id) => ({ id })) })
const answered = (id: string) => ({ role: 'tool', tool_call_id: id })

function ids(messages: unknown): readonly string[] {
  return (messages as readonly Partial<ReturnType<typeof asked> & ReturnType<typeof answered>>[]).flatMap(
    ({ tool_calls: calls, tool_call_id: id }) => calls?.map((call) => call.id) ?? id ?? [],
  )
}

describe('idsOfNineLetters', () => {
  it('gives the same id the same form everywhere, and others another', () => {
    const [a, b] = ['call_abcdefghijklmnop', 'toolu_bdrk_1']
    const [one, two, three, four] = ids(rewritingMessages(idsOfNineLetters, asked(a, b), answered(b), answered(a)))
    expect([one, two]).toEqual([four, three])
    expect(one).not.toBe(two)
    for (const id of [one, two]) expect(id).toMatch(/^[a-zA-Z0-9]{9}$/)
  })

  it('leaves ids that fit', () => {
    expect(ids(rewritingMessages(idsOfNineLetters, asked('bAyGEuxg1'), answered('bAyGEuxg1')))).toEqual([
      'bAyGEuxg1',
      'bAyGEuxg1',
    ])
  })

  it('does not mind calls without an id', () => {
    const odd = { role: 'assistant', tool_calls: [{}, null] }
    expect(rewritingMessages(idsOfNineLetters, odd)).toEqual([odd])
  })
})

describe('idsOfFortyLetters', () => {
  it('shortens what is longer', () => {
    const long = 'x'.repeat(41)
    const [one, two, three] = ids(rewritingMessages(idsOfFortyLetters, asked(long, 'x'.repeat(40)), answered(long)))
    expect(one).toMatch(/^[a-zA-Z0-9]{24}$/)
    expect([two, three]).toEqual(['x'.repeat(40), one])
  })
})
