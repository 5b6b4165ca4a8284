import { parseConfig } from '@turnout/config-loader'
import { describe, expect, it } from 'vitest'
import { yamlText } from './yaml-text.ts'

describe('yamlText', () => {
  it.each([
    'gpt-4o',
    'a/b.c_d',
    'true',
    'No',
    'null',
    '1.5',
    '',
    '*',
    '&a',
    'a: b',
    'a #b',
    "it's",
    'say "a"',
    'a\nb',
    '世界',
    '- a',
    '[a]',
    '~',
  ])('is read back as it was: %j', (text) => {
    const name = text || 'x'
    const { config } = parseConfig(
      `model_list: [{ model_name: ${yamlText(name)}, litellm_params: { model: simulated/m } }]`,
    )
    expect(config?.deployments[0]?.group).toBe(name)
  })

  it('quotes only where it has to', () => {
    expect(['gpt-4o', 'yes', 'a b'].map(yamlText)).toEqual(['gpt-4o', '"yes"', '"a b"'])
  })
})
