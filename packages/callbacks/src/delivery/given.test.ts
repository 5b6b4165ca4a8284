import { Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { Given } from './given.ts'

const given = new Given({
  settings: { url: 'set', empty: '', rate: 0.5, count: '7', bad: -1, on: false, odd: ['x'] },
  environment: { URL: new Secret('variable'), NONE: new Secret(''), RATE: new Secret(' 0.25 '), WORD: new Secret('x') },
})

describe('what is given', () => {
  it('is a text of the settings before one of the variables', () => {
    expect(given.text(['url'], ['URL'])).toBe('set')
    expect(given.text(['odd', 'none'], ['NONE', 'URL'])).toBe('variable')
    expect(given.text(['empty'], ['URL'])).toBe('')
    expect(given.text(['none'], ['NONE'])).toBeUndefined()
  })

  it('is a number, also as a text', () => {
    expect([given.number(['rate'], ['RATE']), given.number(['count']), given.number([], ['RATE'])]).toEqual([
      0.5, 7, 0.25,
    ])
    expect([given.number(['bad']), given.number(['url']), given.number([], ['WORD', 'NONE'])]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('is a flag', () => {
    expect([given.flag('on'), given.flag('url'), given.flag('none')]).toEqual([false, undefined, undefined])
  })
})
