import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '@turnout/testing/simulation'

/** A world that once broke an invariant, as small as it could be made: it is lived first, for ever. */
export interface KnownWorld {
  readonly found: string
  readonly world: World
}

const folder = join(import.meta.dirname, 'corpus')

/** As data, and not as seeds: a world stays what it is when the way changes in which worlds are drawn. */
export const knownWorlds: readonly KnownWorld[] = readdirSync(folder)
  .sort()
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
