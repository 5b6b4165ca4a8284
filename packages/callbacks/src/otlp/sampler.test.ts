import { seededRandom } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { samplerNamed, samplerNames } from './sampler.ts'
import { newTraceId } from './trace-ids.ts'

const random = seededRandom(3)
const ids = Array.from({ length: 4_000 }, () => newTraceId(random))
const parent = (sampled: boolean) => ({ traceId: ids[0] ?? '', spanId: '00f067aa0ba902b7', sampled, state: undefined })

describe('samplers', () => {
  it.each([
    ['always_on', true, true, true],
    ['always_off', false, false, false],
    ['parentbased_always_on', true, true, false],
    ['parentbased_always_off', false, true, false],
    ['parentbased_traceidratio', true, true, false],
  ])('%s: alone %s, of a sampled parent %s, of another %s', (name, alone, ofSampled, ofOther) => {
    const sampler = samplerNamed(name) ?? expect.fail('no such sampler')
    const results = [undefined, parent(true), parent(false)].map((given) => sampler(ids[1] ?? '', given))
    expect(results).toEqual([alone, ofSampled, ofOther])
  })

  it.each([0, 0.1, 0.5, 1])('take about a share of %d, the same traces each time', (ratio) => {
    const sampler = samplerNamed('traceidratio', ratio) ?? expect.fail('no such sampler')
    const taken = ids.filter((id) => sampler(id, undefined))
    expect(taken.length / ids.length).toBeCloseTo(ratio, 1)
    expect(ids.filter((id) => sampler(id, parent(false)))).toEqual(taken)
  })

  it('take of a smaller share none that a larger one does not', () => {
    const [few, many] = [samplerNamed('traceidratio', 0.2), samplerNamed('traceidratio', 0.6)]
    for (const id of ids) if (few?.(id, undefined)) expect(many?.(id, undefined)).toBe(true)
  })

  it('are known by name', () => {
    expect(samplerNames).toContain('parentbased_always_on')
    expect(samplerNamed('toString')).toBeUndefined()
  })
})
