import { describe, expect, it } from 'vitest'
import { drawWorld } from './draw-world.ts'

const worlds = Array.from({ length: 400 }, (_, seed) => drawWorld(seed))

describe('drawWorld', () => {
  it('makes the same world of the same seed, as plain data', () => {
    for (const world of worlds.slice(0, 20)) {
      expect(drawWorld(world.seed)).toEqual(world)
      expect(JSON.parse(JSON.stringify(world))).toEqual(world)
    }
  })

  it('makes worlds of 50 requests and more, and of three instances and more', () => {
    expect(worlds.filter(({ requests }) => requests.length < 50)).toEqual([])
    expect(worlds.filter(({ instances }) => instances < 3)).toEqual([])
  })

  it('makes worlds in which one instance has nearly all requests, and others in which all have as many', () => {
    const shares = worlds.map(
      ({ requests }) => requests.filter(({ instance }) => instance === 0).length / requests.length,
    )
    expect(shares.filter((share) => share > 0.8).length).toBeGreaterThan(worlds.length / 5)
    expect(shares.filter((share) => share < 0.6).length).toBeGreaterThan(worlds.length / 3)
  })

  it('has fault rates near none and near all, and worlds without any', () => {
    const rates = worlds.flatMap(({ upstreams }) =>
      Object.values(upstreams).flatMap(({ faults }) => Object.values(faults)),
    )
    expect(rates.some((rate) => rate < 0.05)).toBe(true)
    expect(rates.some((rate) => rate > 0.9)).toBe(true)
    const tame = worlds.filter(({ upstreams }) =>
      Object.values(upstreams).every(({ faults, phases }) => Object.keys(faults).length + phases.length === 0),
    )
    expect(tame.length).toBeGreaterThan(0)
  })

  it('has every kind of store, and every way in which it can fail', () => {
    expect(new Set(worlds.map(({ store }) => store.kind))).toEqual(new Set(['memory', 'remote', 'sliced']))
    const faults = new Set(worlds.flatMap(({ store }) => store.faults.map(({ kind }) => kind)))
    expect(faults).toEqual(new Set(['lost', 'mute', 'frozen', 'slow', 'twice']))
  })
})
