import { expect, it } from 'vitest'
import { drawWorld } from './draw-world.ts'
import { shrink } from './shrink.ts'
import type { World } from './world.ts'

const known = (is: (world: World) => boolean): World => {
  for (let seed = 1; ; seed++) if (is(drawWorld(seed))) return drawWorld(seed)
}

it('leaves what makes a world fail, and nothing else', async () => {
  const world = known(
    ({ happenings, requests, instances }) => happenings.length > 2 && requests.length > 40 && instances > 2,
  )
  const fails = async ({ requests, happenings }: World) =>
    requests.some(({ id }) => id === 7) &&
    requests.some(({ id }) => id === 31) &&
    happenings.some(({ does }) => does === happenings[0]?.does)
  const least = await shrink(world, fails)
  expect(least.requests.map(({ id }) => id)).toEqual([7, 31])
  expect(least.happenings).toHaveLength(1)
  expect([least.instances, least.store.faults, least.store.kind, least.callbacks, least.chaos]).toEqual([
    1,
    [],
    'memory',
    [],
    false,
  ])
  const groups = new Set(world.file.model_list.map(({ model_name }) => model_name))
  expect(least.file.model_list).toHaveLength(groups.size)
  for (const { faults, phases } of Object.values(least.upstreams)) expect([faults, phases]).toEqual([{}, []])
})

it('gives a world back that cannot be made smaller, and gives up in the end', async () => {
  const world = drawWorld(3)
  expect(await shrink(world, async () => false)).toBe(world)
  let tries = 0
  await shrink(world, async () => ++tries > 0, 10)
  expect(tries).toBe(10)
})
