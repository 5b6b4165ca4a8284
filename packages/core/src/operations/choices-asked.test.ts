import { describe, expect, it } from 'vitest'
import { choicesAsked } from './choices-asked.ts'

describe('choicesAsked', () => {
  it.each([
    [{}, {}, 1],
    [{ n: 3 }, {}, 3],
    [{ n: null }, { n: 2 }, 2],
    [{ n: 1 }, { n: 2 }, 1],
    [{ prompt: 'one' }, {}, 1],
    [{ prompt: ['one', 'two'] }, {}, 2],
    [{ prompt: ['one', 'two'], n: 2 }, {}, 4],
    [{ prompt: [1, 2, 3] }, {}, 1],
    [{ prompt: [[1, 2], [3]] }, {}, 2],
    [{ prompt: [] }, {}, 1],
    [{ n: 'odd' }, {}, 1],
  ])('of %j with defaults %j is %i', (request, defaults, expected) => {
    expect(choicesAsked(request, defaults)).toBe(expected)
  })
})
