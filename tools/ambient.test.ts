import { describe, expect, it } from 'vitest'
import { ambient } from './ambient.ts'
import { planted } from './planted.ts'

const permits = [
  { file: 'packages/core/src/system.ts', may: ['clock', 'random'], because: 'it is the system' },
] as const
const clean = {
  'packages/core/src/system.ts': 'export const now = () => Date.now() + Math.random()',
  'packages/core/src/elapsed.ts': 'export const elapsed = (clock: Clock) => clock.monotonicMs()',
  'packages/core/src/elapsed.test.ts': 'expect(elapsed(Date.now()))',
}

describe('ambient', () => {
  it('lets the system runtime and tests reach out', () => {
    expect(ambient(planted(clean), permits)).toEqual([])
  })

  it('finds any other file that does', () => {
    const root = planted({ ...clean, 'apps/proxy/src/start.ts': '\nconst at = Date.now()' })
    expect(ambient(root, permits)).toEqual([
      'apps/proxy/src/start.ts:2: Date.now is an ambient clock; take it from the Runtime',
    ])
  })

  it('lets a file do no more than its permit says', () => {
    const root = planted({ ...clean, 'packages/core/src/system.ts': 'Date.now(); Math.random(); fetch(url)' })
    expect(ambient(root, permits)).toHaveLength(1)
  })

  it('finds a permit that is no longer needed, or whose file is gone', () => {
    expect(ambient(planted({ ...clean, 'packages/core/src/system.ts': 'Date.now()' }), permits)).toEqual([
      'packages/core/src/system.ts: no longer uses an ambient random; drop that permit from tools/ambient.ts',
    ])
    expect(ambient(planted({}), permits)[0]).toContain('does not exist')
  })
})
