import { describe, expect, it } from 'vitest'
import { fileSize } from './file-size.ts'
import { planted } from './planted.ts'

const lines = (count: number) => 'a\n'.repeat(count)

describe('fileSize', () => {
  it('is content with 250 lines, with long tests, and with what is built', () => {
    const root = planted({
      'packages/core/src/a.ts': lines(250),
      'packages/core/src/a.test.ts': lines(900),
      'packages/core/dist/a.d.ts': lines(900),
      'apps/cli/node_modules/x/a.ts': lines(900),
    })
    expect(fileSize(root)).toEqual([])
  })

  it.each(['packages/core/src/a.ts', 'apps/cli/src/deep/a.ts', 'tools/a.ts', 'bench/a.ts'])(
    'finds a long %s',
    (path) => {
      expect(fileSize(planted({ [path]: lines(251) }))).toEqual([`${path}: has 251 lines; split it, 250 is the most`])
    },
  )
})
