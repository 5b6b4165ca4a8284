import { describe, expect, it } from 'vitest'
import { goesOnAs, kindOf, lastRunIn } from './character-kind.ts'

describe('kinds of characters', () => {
  it.each([...'aZ'].map((c) => [c, 'letter']).concat([...'09'].map((c) => [c, 'digit'])))(
    '%s: %s',
    (character, kind) => {
      expect(kindOf(character.charCodeAt(0))).toBe(kind)
    },
  )

  it('are blank, ending, mark and wide besides', () => {
    expect([...' \t'].map((c) => kindOf(c.charCodeAt(0)))).toEqual(Array(2).fill('blank'))
    expect([...'\n\r/'].map((c) => kindOf(c.charCodeAt(0)))).toEqual(Array(3).fill('ending'))
    expect([...'!@[`{~_'].map((c) => kindOf(c.charCodeAt(0)))).toEqual(Array(7).fill('mark'))
    expect([...'é語。'].map((c) => kindOf(c.charCodeAt(0)))).toEqual(Array(3).fill('wide'))
  })

  it('are blank where a pattern says so', () => {
    for (let code = 0; code < 65_536; code++) {
      const kind = kindOf(code)
      expect(kind === 'blank' || code === 10 || code === 13).toBe(/\s/.test(String.fromCharCode(code)))
    }
  })

  it('go on as themselves, and with what may be the same', () => {
    expect(goesOnAs('letter', 'letter')).toBe('letter')
    expect(goesOnAs('letter', 'wide')).toBe('letter')
    expect(goesOnAs('wide', 'mark')).toBe('mark')
    expect(goesOnAs('ending', 'blank')).toBe('blank')
    expect(goesOnAs('ending', 'mark')).toBe('mark')
    expect(goesOnAs('letter', 'mark')).toBeUndefined()
    expect(goesOnAs('blank', 'wide')).toBeUndefined()
    expect(goesOnAs('digit', 'wide')).toBeUndefined()
    expect(goesOnAs('wide', 'blank')).toBeUndefined()
  })
})

describe('the last run of a stretch', () => {
  it.each([
    ['語語語', 0],
    ['語。語語', 2],
    ['語語。！', 2],
    ['क्क्क्', 0],
    ['❤️❤️❤️', 0],
    ['a\u{3000}\u{3000}', 1],
    ['語１', 2],
    ['a!/\n/\n', 1],
    ['a\n \n', 1],
  ])('of %s begins at %i', (stretch, at) => {
    expect(lastRunIn(stretch)).toBe(at)
  })
})
