import { simulate, type World } from '@turnout/testing/simulation'
import { makers } from './make-instance.ts'

/** What a world does, and what is wrong with it: in words, for whoever looks for the reason. */
export async function replay(world: World): Promise<readonly string[]> {
  const { lines, violations, hash, requests, calls } = await simulate(world, makers, true)
  return [
    ...[
      'The world, as data:',
      '',
      JSON.stringify(world, null, 1),
      '',
      'What happens in it (ms, [instance], what):',
      '',
    ],
    ...lines,
    ...['', `${requests} requests, ${calls} upstream calls, trace ${hash.toString(16).padStart(8, '0')}`],
    ...violations.map(
      ({ invariant, atMs, what }) => `BROKEN: invariant ${invariant} at ${atMs.toFixed(1)} ms: ${what}`,
    ),
    ...(violations.length === 0 ? ['Every invariant holds.'] : []),
  ]
}

/** Whether a world breaks this invariant. */
export const breaks =
  (invariant: number) =>
  async (world: World): Promise<boolean> =>
    (await simulate(world, makers).catch(() => undefined))?.violations.some((one) => one.invariant === invariant) ??
    invariant === 0

/** Seeds of worlds of which a second life is not the same as the first. */
export async function unlike(worlds: Iterable<World>): Promise<readonly number[]> {
  const different: number[] = []
  for (const world of worlds) {
    const [one, other] = [await simulate(world, makers), await simulate(world, makers)]
    if (one.hash !== other.hash || one.calls !== other.calls) different.push(world.seed)
  }
  return different
}
