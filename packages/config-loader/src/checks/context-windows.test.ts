import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'
import { showPath } from '../problem.ts'

const of = (group: string, info: object = {}) => ({
  ...{ model_name: group, litellm_params: { model: `simulated/${group}` }, model_info: info },
})
const small = (model_list: readonly object[], to: readonly string[], rest: object = {}) => {
  const router_settings = { context_window_fallbacks: [{ a: to }], ...rest }
  const { problems } = fromObject({ model_list, router_settings })
  return problems
    .filter(({ code }) => code === 'small-context-window')
    .map(({ level, path, message }) => `${level} ${showPath(path)}: ${message}`)
}
const place = 'warning router_settings.context_window_fallbacks[0].a'

describe('checkContextWindows', () => {
  it('has nothing against a larger window', () => {
    expect(small([of('a', { max_input_tokens: 8 }), of('b', { max_input_tokens: 9 })], ['b'])).toEqual([])
  })

  it.each([8, 7])('warns of one that is not larger: %i', (window) => {
    expect(small([of('a', { max_input_tokens: 8 }), of('b', { max_tokens: window })], ['b'])).toEqual([
      `${place}[0]: The fallback b takes ${window} tokens, and a takes 8.`,
    ])
  })

  it('prefers max_input_tokens to max_tokens, and reads numbers that are text', () => {
    const info = { max_input_tokens: '9', max_tokens: 2 }
    expect(small([of('a', { max_input_tokens: 8 }), of('b', info)], ['b'])).toEqual([])
  })

  it('says nothing where a window is not known, of any deployment', () => {
    const [a, b] = [of('a', { max_input_tokens: 8 }), of('b', { max_input_tokens: 8 })]
    expect(small([of('a'), b], ['b'])).toEqual([])
    expect(small([a, of('b')], ['b'])).toEqual([])
    expect(small([a, of('a'), b], ['b'])).toEqual([])
    expect(small([a, b, of('b')], ['b'])).toEqual([])
    expect(small([a], ['gone'])).toEqual([])
  })

  it('compares the least of the group with the most of the fallback', () => {
    const [low, high] = [of('a', { max_input_tokens: 4 }), of('a', { max_input_tokens: 8 })]
    expect(small([low, high, of('b', { max_input_tokens: 6 })], ['b'])).toEqual([])
    expect(small([high, of('b', { max_input_tokens: 6 }), of('b', { max_input_tokens: 9 })], ['b'])).toEqual([])
  })

  it('sees through aliases and ids', () => {
    const list = [of('a', { max_input_tokens: 8 }), of('b', { max_input_tokens: 8, id: 'b-1' })]
    expect(small(list, ['x', 'b-1'], { model_group_alias: { x: 'b' } })).toHaveLength(2)
  })
})
