import { Chance, seedOf } from './chance.ts'
import { drawConfig } from './draw-config.ts'
import { drawHappenings, drawRequests, drawStore } from './draw-traffic.ts'
import { drawFaults, drawUpstream } from './draw-upstream.ts'
import type { World, WorldFile } from './world.ts'

/** So many seeds in a row have the same configuration, which takes longer to read than to live. */
const family = 8

interface Family {
  readonly number: number
  readonly heals: boolean
  readonly file: WorldFile
}

let last: Family | undefined

/** The same object for neighbours: whoever has read it need not read it again. */
function familyOf(number: number): Family {
  if (last?.number === number) return last
  const chance = new Chance(seedOf(number, 1))
  const heals = chance.of(0.1)
  last = { number, heals, file: drawConfig(chance, heals) }
  return last
}

/** The world of a seed. Each part has chance of its own, so that a change to one leaves the others as they were. */
export function drawWorld(seed: number): World {
  const part = (number: number): Chance => new Chance(seedOf(seed, number))
  const { heals, file } = familyOf(Math.floor(seed / family))
  const { of, one } = part(0)
  const instances = one(3, 3, 3, 3, 3, 4)
  // A minute and more, now and then: so that windows slide.
  const lengthMs = of(0.07) ? 130_000 : one(300, 3_000, 8_000)
  const store = drawStore(part(3), instances, lengthMs)
  const upstreams = part(2)
  const faults = drawFaults(upstreams, heals)
  return {
    ...{ seed, instances, chaos: of(0.5), heals, searched: of(0.1) },
    callbacks: (['throws', 'rejects', 'hangs'] as const).filter(() => of(0.1)),
    file,
    upstreams: Object.fromEntries(
      file.model_list.map(({ model_info: { id } }) => [id, drawUpstream(upstreams, faults, lengthMs)]),
    ),
    store,
    requests: drawRequests(part(4), file, instances, lengthMs),
    happenings: drawHappenings(part(5), { file, store, instances }, lengthMs),
  }
}
