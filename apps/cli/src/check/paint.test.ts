import { describe, expect, it } from 'vitest'
import { paintFor } from './paint.ts'

describe('paintFor', () => {
  it('colours a terminal only, and only who has not said no', () => {
    expect(paintFor({ isTTY: true }, {})('red', 'a')).toBe('\u001b[31ma\u001b[39m')
    expect(paintFor({ isTTY: true }, { NO_COLOR: '' })('red', 'a')).toBe('\u001b[31ma\u001b[39m')
    expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'a')).toBe('a')
    expect(paintFor({}, {})('red', 'a')).toBe('a')
  })
})
