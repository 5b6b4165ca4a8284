import { describe, expect, it } from 'vitest'
import { KeyList, tagOf } from './key-list.ts'

describe('KeyList', () => {
  it('has each key once, and says its place from 1', () => {
    const list = new KeyList('turnout')
    expect(['{a}:rpm', '{a}:tpm', '{a}:rpm'].map((key) => list.place(key))).toEqual([1, 2, 1])
    expect(list.keys).toEqual(['turnout:{a}:rpm', 'turnout:{a}:tpm'])
  })

  it('gives a key without a tag one of its own', () => {
    const list = new KeyList('turnout')
    list.place('budget')
    expect(list.keys).toEqual(['turnout:{budget}budget'])
  })
})

/** What a cluster goes by (Redis, "Cluster specification", hash tags). */
function hashedPart(key: string): string {
  const from = key.indexOf('{')
  const to = key.indexOf('}', from)
  return from === -1 || to <= from + 1 ? key : key.slice(from + 1, to)
}

describe('tagOf', () => {
  it.each([
    ['{gpt-4}:rpm', '{gpt-4}'],
    ['{gpt-4}', '{gpt-4}'],
    ['a{b}c{d}', '{b}'],
    ['{a{b}c', '{a{b}'],
    ['plain', '{plain}'],
    ['{}a{b}', '{__a_b_}'],
    ['open{', '{open_}'],
    ['}close', '{_close}'],
  ])('of %s is %s, and the cluster sees the same', (key, tag) => {
    expect(tagOf(key)).toBe(tag)
    const list = new KeyList('turnout')
    list.place(key)
    expect(list.keys.map(hashedPart)).toEqual([tag.slice(1, -1)])
  })
})
