import fc from 'fast-check'
import { expect, it } from 'vitest'
import { WaitingTexts } from './waiting-texts.ts'

const frame = { before: '[é', between: ',', after: ']' }
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

it('makes of any texts what they would be when put together, in order, and knows how many and how large they are', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.nat(30_000).map((length) => '漢'.repeat(length)),
  )
  const step = fc.oneof(text, fc.constant(undefined))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (steps, most) => {
      const waiting = new WaitingTexts(most, frame)
      let expected: string[] = []
      const take = () => {
        const batch = waiting.take()
        const body = `[é${expected.slice(0, most).join()}]`
        expect([decode(batch.content), batch.bytes]).toEqual([body, Buffer.byteLength(body)])
        expect(batch.count).toBe(Math.min(most, expected.length))
        expected = expected.slice(most)
        if (batch.count % 2 === 1) waiting.takeBack(batch.content)
      }
      for (const one of steps) {
        if (one !== undefined) {
          waiting.add(one)
          expected.push(one)
        } else if (waiting.count > 0) take()
        expect([waiting.count, waiting.isFull]).toEqual([expected.length, expected.length >= most])
      }
      while (waiting.count > 0) take()
      expect([waiting.bytes, waiting.isFull]).toEqual([0, false])
    }),
  )
})

it('lets no body grow for ever', () => {
  const waiting = new WaitingTexts(1_000, frame)
  for (let at = 0; at < 10; at++) waiting.add('x'.repeat(1024 * 1024))
  const counts = [waiting.take(), waiting.take(), waiting.take()].map(({ count }) => count)
  expect([counts, waiting.count, waiting.bytes]).toEqual([[4, 4, 2], 0, 0])
})

it('uses the memory again of what has arrived, and of nothing else', () => {
  const waiting = new WaitingTexts(1, frame)
  const [first, second, third] = ['a', 'b', 'c'].map((text) => {
    waiting.add(text)
    const { content } = waiting.take()
    if (text === 'b') waiting.takeBack(content)
    return content
  })
  expect(decode(first ?? new Uint8Array())).toBe('[éa]')
  expect(third?.buffer).toBe(second?.buffer)
  expect(third?.buffer).not.toBe(first?.buffer)
})

it('forgets all', () => {
  const waiting = new WaitingTexts(2, frame)
  for (const one of ['a', 'b', 'c']) waiting.add(one)
  waiting.clear()
  expect([waiting.count, waiting.bytes, waiting.isFull]).toEqual([0, 0, false])
  waiting.add('d')
  expect(decode(waiting.take().content)).toBe('[éd]')
})
