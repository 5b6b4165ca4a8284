import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawWorld, shrink } from '@turnout/testing/simulation'
import { knownWorlds } from './corpus.ts'
import { type Broken, type Found, hunt, worldsFrom } from './hunt.ts'
import { Field, type PlantedBug, plantedBugs } from './planted-bugs.ts'
import { breaks, replay, unlike } from './replay.ts'
import { type BugFound, isProved, type Proof, summary } from './summary.ts'
import { writeFigures } from './write-figures.ts'

const help = `npm run prove                  every world, every planted bug, the fault wall; exits 1 on any failure
npm run prove -- --seed N      one world, as data, and what happens in it
npm run prove -- --seeds N     so many worlds; default: 2000
npm run prove -- --from N      from this seed on; default: 1
npm run prove -- --no-bugs     without planted bugs
npm run prove -- --no-wall     without the fault wall
npm run prove -- --bug NAME    with one of them alone
npm run prove -- --write       puts the figures into docs/proof.md`

const { values } = parseArgs({
  options: {
    ...{ seed: { type: 'string' }, seeds: { type: 'string', default: '2000' }, from: { type: 'string', default: '1' } },
    ...{
      'no-bugs': { type: 'boolean' },
      'no-wall': { type: 'boolean' },
      bug: { type: 'string' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  },
})
/** Worlds that are lived twice. */
const twice = 100
const say = (...lines: readonly string[]): void => console.log(lines.join('\n'))

if (values.help) say(help)
else if (values.seed !== undefined) say(...(await replay(drawWorld(Number(values.seed)))))
else {
  const isDone = await prove(Number(values.from), Number(values.seeds))
  process.exitCode = (values['no-wall'] || standsTheWall()) && isDone ? 0 : 1
}

/** The fault wall is a program of its own: what it starts is not to be in the way of worlds. */
function standsTheWall(): boolean {
  say('', 'Running the fault wall on a real process …')
  const program = join(import.meta.dirname, 'fault-wall.ts')
  return spawnSync(process.execPath, ['--conditions=@turnout/source', program], { stdio: 'inherit' }).status === 0
}

async function prove(from: number, seeds: number): Promise<boolean> {
  say(`Living ${knownWorlds.length + seeds} worlds of the real router …`)
  const found = await hunt([...knownWorlds.map(({ world }) => world), ...worldsFrom(from, seeds)])
  const [first] = found.broken
  if (first) await tellSmallest(first)
  const different = await unlike(worldsFrom(from, twice))
  const bugs = values['no-bugs'] ? undefined : await findBugs(seeds)
  const proof: Proof = {
    ...{ hunt: found, known: knownWorlds.length, twice: { seeds: twice, different } },
    ...(bugs ? { bugs } : {}),
  }
  say('', ...summary(proof), '', isProved(proof) ? 'Proved: nothing broke.' : 'NOT proved: see what is bold.')
  if (values.write) writeFigures('npm run prove -- --write', summary(proof))
  return isProved(proof)
}

/** The first world that broke, as small as it can be made. */
async function tellSmallest({ world, seed, invariant, what }: Broken): Promise<void> {
  say('', `Seed ${seed} breaks invariant ${invariant}: ${what}`, 'Making it smaller …')
  say(...(await replay(await shrink(world, breaks(invariant)))))
}

async function findBugs(seeds: number): Promise<readonly BugFound[]> {
  const wanted = plantedBugs.filter(({ name }) => values.bug === undefined || name === values.bug)
  say(`Planting ${wanted.length} bugs, one at a time on each core …`)
  const found = new Map<PlantedBug, BugFound>()
  const waiting = wanted.values()
  const lane = async (): Promise<void> => {
    const field = new Field()
    try {
      for (const bug of waiting) found.set(bug, { ...bug, found: told(bug, await field.find(bug, seeds)) })
    } finally {
      field.remove()
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), wanted.length) }, lane))
  return wanted.flatMap((bug) => found.get(bug) ?? [])
}

function told({ name }: PlantedBug, found: Found | undefined): Found | undefined {
  say(`  ${name}: ${found ? `seed ${found.seed}, invariant ${found.invariant}: ${found.what}` : 'NOT FOUND'}`)
  return found
}
