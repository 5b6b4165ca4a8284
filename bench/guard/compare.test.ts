import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'

const baseline = { chat: 1_000, burst: 2_000 }

describe('the guard', () => {
  it('has nothing to say within a tenth', () => {
    expect(compare({ chat: 1_100, burst: 1_800 }, baseline, '24')).toEqual({ failures: [], notes: [] })
  })

  it('fails on more, and says which, by how much and what to do', () => {
    const { failures, notes } = compare({ chat: 1_101, burst: 2_000 }, baseline, '24')
    expect(failures).toEqual([expect.stringMatching(/^chat: .*1101 bytes, 10\.1 % more than .*1000.*--write$/)])
    expect(notes).toEqual([])
  })

  it('asks to keep less, and fails nothing', () => {
    const { failures, notes } = compare({ chat: 899, burst: 2_000 }, baseline, '24')
    expect(failures).toEqual([])
    expect(notes).toEqual([expect.stringMatching(/^chat: .*10\.1 % less than .*--write$/)])
  })

  it('fails where cases and baseline are not the same', () => {
    expect(compare({ chat: 1_000, new: 1 }, baseline, '24').failures).toEqual([
      expect.stringMatching(/^new: the baseline does not have it/),
      expect.stringMatching(/^burst: is no case any more/),
    ])
  })

  it('says so where there is no baseline of this Node', () => {
    expect(compare(baseline, undefined, '26')).toEqual({
      failures: [],
      notes: [expect.stringMatching(/no baseline of Node 26.*--write$/)],
    })
  })
})
