import { peers } from '../peers/peers.ts'
import { asJavaScript } from './as-javascript.ts'
import { models } from './models.ts'
import type { Target } from './target.ts'
import {
  allCallbacks,
  cacheHits,
  limitsInMemory,
  limitsInRedis,
  metricsAlone,
  toldNobody,
  turnout,
  twoWorkers,
} from './turnout.ts'

const source = (path: string): URL => new URL(path, import.meta.url)
const floorProgram = (): string =>
  asJavaScript(source('./floor.ts'), source('./pass-on.ts'), source('./models.ts'), source('../processes/listen.ts'))

/** What all others are held against: the least a proxy in Node can do. */
export const floor: Target = {
  name: 'floor',
  title: 'floor',
  command: ({ upstreamPort }) => ({
    command: process.execPath,
    args: [floorProgram(), String(upstreamPort)],
  }),
}

/** What a second process is worth on this machine, whatever it runs: two busy processes share its caches and cores. */
export const twoFloors: Target = {
  name: 'two-floors',
  title: 'two floors',
  command: ({ upstreamPort }) => ({
    command: process.execPath,
    args: [asJavaScript(source('./two-floors.ts')), floorProgram(), String(upstreamPort)],
  }),
}

/** No proxy at all, for latencies. */
export const direct: Target = {
  name: 'direct',
  title: 'no proxy',
  client: () => ({ models: Object.fromEntries(models) }),
}

/** What may be held against the floor; a second floor shows how much of a difference is noise. */
export const challengers: readonly Target[] = [
  turnout,
  limitsInMemory,
  limitsInRedis,
  twoWorkers,
  cacheHits,
  toldNobody,
  metricsAlone,
  allCallbacks,
  ...peers,
  twoFloors,
  { ...floor, name: 'floor-again', title: 'the floor again' },
]
