import { describe, expect, it } from 'vitest'
import { planted } from './planted.ts'
import { sourceNames } from './source-names.ts'

const clean = ['index.ts', 'kit/undici-transport.ts', 'kit/undici-transport.test.ts', 'commonplace/utility.ts']
const problemsOf = (...names: readonly string[]) =>
  sourceNames(planted(Object.fromEntries(names.map((name) => [`packages/core/src/${name}`, '']))))

describe('sourceNames', () => {
  it('is content with kebab-case names that say something', () => {
    expect(problemsOf(...clean)).toEqual([])
  })

  it.each(['TestClock.ts', 'test_clock.ts', 'kit/testClock.test.ts', 'Kit/clock.ts', 'table.json', 'clock.mts'])(
    'finds %s',
    (name) => {
      expect(problemsOf(...clean, name)).toEqual([`packages/core/src/${name}: is not kebab-case .ts; rename it`])
    },
  )

  it.each(['utils.ts', 'helpers/clock.ts', 'clock-util.ts', 'kit/common.test.ts', 'misc/index.ts'])(
    'finds %s',
    (name) => {
      expect(problemsOf(...clean, name)).toEqual([
        `packages/core/src/${name}: has a name that says nothing; name it for the idea it holds`,
      ])
    },
  )
})
