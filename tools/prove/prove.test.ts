import { drawWorld, shrink, simulate } from '@turnout/testing/simulation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownWorlds } from './corpus.ts'
import { hunt, worldsFrom } from './hunt.ts'
import { makers } from './make-instance.ts'
import { Field, plantedBugs } from './planted-bugs.ts'
import { replay, unlike } from './replay.ts'
import { isProved, summary, unreached } from './summary.ts'

const patient = { timeout: 120_000 }

describe('the real router', () => {
  it('holds every invariant in the worlds that once broke it, and in 300 others', patient, async () => {
    const found = await hunt([...knownWorlds.map(({ world }) => world), ...worldsFrom(1, 300)])
    expect(found.broken).toEqual([])
    expect(unreached(found)).toEqual([])
    expect(isProved({ hunt: found, known: 0, twice: { seeds: 0, different: [] } })).toBe(true)
  })

  it('does the same in a world that is lived twice', patient, async () => {
    expect(await unlike(worldsFrom(1, 20))).toEqual([])
  })
})

describe('a planted bug', () => {
  let field: Field
  beforeAll(() => {
    field = new Field()
  })
  afterAll(() => field.remove())

  it('is one of twenty at least, each with a word on what it breaks', () => {
    expect(plantedBugs.length).toBeGreaterThanOrEqual(20)
    for (const { name, breaks } of plantedBugs)
      expect([name, breaks]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)])
  })

  it.each(plantedBugs)('can still be planted: $name', (bug) => field.check(bug))

  it.each([
    ...['cancelled-stays-in-flight', 'probe-place-kept', 'kept-answers-without-caller', 'two-ends'],
    'listens-after-its-end',
  ])('is found: %s', patient, async (name) => {
    const bug = plantedBugs.find((one) => one.name === name)
    expect(bug && (await field.find(bug, 200))).toMatchObject({ seed: expect.any(Number) })
  })

  it('is loud where it cannot be planted any more', async () => {
    const gone = { name: 'gone', breaks: 'Nothing.', patch: '/nowhere.patch' }
    await expect(field.find(gone, 1)).rejects.toThrow('The bug gone cannot be planted any more')
  })
})

describe('a world', () => {
  it('is told as data and in words', async () => {
    const lines = await replay(drawWorld(1))
    expect(lines.join('\n')).toContain('"seed": 1')
    expect(lines.at(-1)).toBe('Every invariant holds.')
  })

  it('that fails is made smaller', patient, async () => {
    const world = drawWorld(2)
    const served = async (smaller: typeof world) =>
      ((await simulate(smaller, makers)).reached.get('a request is served') ?? 0) > 0
    const least = await shrink(world, served)
    expect(least.requests).toHaveLength(1)
    expect(least.instances).toBe(1)
  })
})

describe('the summary', () => {
  const found = {
    seeds: 9,
    requests: 500,
    calls: 400,
    speed: { all: 90.2, compiled: 120.4 },
    broken: [],
    reached: new Map([['a', 0]]),
  }
  const twice = { seeds: 1, different: [] }

  it('says what was not reached, not found and not the same', () => {
    const bug = { name: 'b', breaks: 'It breaks.', found: undefined }
    const told = summary({ hunt: found, known: 0, twice, bugs: [bug] }).join('\n')
    expect(told).toContain('| a | **never** |')
    expect(told).toContain('| It breaks. | **not found** |')
    expect(told).toContain('120 worlds a second of one core once the code is compiled (the later half), 90 with all')
    expect(isProved({ hunt: found, known: 0, twice })).toBe(false)
    const full = { ...found, reached: new Map([['a', 1]]) }
    expect(isProved({ hunt: full, known: 0, twice })).toBe(true)
    expect(isProved({ hunt: full, known: 0, twice, bugs: [bug] })).toBe(false)
    expect(isProved({ hunt: full, known: 0, twice: { seeds: 1, different: [1] } })).toBe(false)
    const broken = [{ seed: 7, world: drawWorld(7), invariant: 3, atMs: 1, what: 'too much' }]
    expect(summary({ hunt: { ...full, broken }, known: 0, twice }).join('\n')).toContain('| **1**, first 7 |')
    expect(isProved({ hunt: { ...full, broken }, known: 0, twice })).toBe(false)
  })
})
