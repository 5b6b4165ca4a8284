import { describe, expect, it } from 'vitest'
import type { GroupFacts } from './describe-groups.ts'
import { groupTable } from './group-table.ts'
import { plain } from './paint.ts'

const group = (facts: Partial<GroupFacts>): GroupFacts => ({
  ...{ group: 'a', deployments: [{ id: '1', model: 'openai/x' }], strategy: 'simple-shuffle' },
  ...{ fallbacks: [], aliases: [] },
  ...facts,
})

describe('groupTable', () => {
  it('has a line for each deployment, and beside it where the group leads and how else it is called', () => {
    const table = groupTable(
      [
        group({
          deployments: [
            { id: '1', model: 'azure/east', weight: 0, rpm: 900, tpm: 10 },
            { id: '2', model: 'openai/gpt-4o' },
          ],
          fallbacks: ['b', 'c'],
          aliases: [
            { name: 'x', hidden: false },
            { name: 'y', hidden: true },
          ],
        }),
        group({ group: 'bb', context_window_fallbacks: ['c'], content_policy_fallbacks: ['d', 'e'] }),
      ],
      plain,
    )
    expect(table.split('\n')).toEqual([
      'group  deployments                               strategy        fallbacks              aliases',
      'a      azure/east     weight 0, rpm 900, tpm 10  simple-shuffle  b, c                   x',
      '       openai/gpt-4o                                                                    y (hidden)',
      'bb     openai/x                                  simple-shuffle  prompt too long: c',
      '                                                                 content refused: d, e',
      '',
    ])
  })

  it('prints names as they are, but for control characters', () => {
    expect(groupTable([group({ group: 'a\u001b[2J' })], plain)).toContain('a\\u001b[2J')
  })
})
