import { describe, expect, it } from 'vitest'
import { indexLists } from './index-lists.ts'
import { planted } from './planted.ts'

const clean = `/** What this package offers. */
export { a, type B } from './a.ts'
export type {
  C, // the third
} from './c.ts'

export * from './d.ts'
export * as e from './e.ts'
`
const problemsOf = (index: string) => indexLists(planted({ 'packages/core/src/index.ts': index }))

describe('indexLists', () => {
  it('is content with a list of names', () => {
    expect(problemsOf(clean)).toEqual([])
  })

  it.each(['export const x = 1', "import { a } from './a.ts'", 'export default {}', 'export { a }'])(
    'finds: %s',
    (line) => {
      expect(problemsOf(`${clean}${line}\n`)).toEqual([
        'packages/core/src/index.ts:9: is more than "export … from"; move it to a file of its own',
      ])
    },
  )
})
