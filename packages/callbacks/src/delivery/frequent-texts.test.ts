import { expect, it } from 'vitest'
import { FrequentTexts } from './frequent-texts.ts'

it('makes a text once, and again when anything about it is new', () => {
  let made = 0
  const texts = new FrequentTexts((model: string, group: string, stream: boolean) => {
    made++
    return `${model} ${group} ${stream}`
  })
  for (const stream of [false, false, true, true])
    for (const group of ['a', 'a', 'b']) expect(texts.of('m', group, stream)).toBe(`m ${group} ${stream}`)
  expect(made).toBe(8)
})

it('forgets in time, and never keeps long ones', () => {
  let made = 0
  const texts = new FrequentTexts((name: string) => {
    made++
    return name
  })
  const long = 'x'.repeat(2_000)
  for (let at = 0; at < 1_001; at++) texts.of(`${at}`)
  texts.of('0')
  expect(made).toBe(1_002)
  texts.of('0')
  texts.of(long)
  texts.of(long)
  expect(made).toBe(1_004)
})
