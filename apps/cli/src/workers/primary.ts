import { PrimaryStore } from '@turnout/cache-adapters/cluster'
import { departed } from '@turnout/callbacks/prometheus'
import { type Cancel, systemClock as clock } from '@turnout/core'
import { type Identity, identityOf, watchFiles } from '../watch-files.ts'
import { Collector } from './collector.ts'
import { Crew } from './crew.ts'
import { forked } from './forked.ts'
import type { WorkersOptions } from './serve-workers.ts'

/** The process that starts the others: it answers nobody, and loads nothing that does. */
export async function runPrimary({ config: file, port, workers: count }: WorkersOptions): Promise<void> {
  const early = await identityOf([file])
  const [store, collector] = [new PrimaryStore(clock), new Collector(clock, { metrics: departed })]
  let stopWatching: Cancel = () => {}
  const watch = (before: Identity) => {
    stopWatching = watchFiles({ files: crew.files, before }, clock, () => crew.reread())
  }
  const crew = new Crew({
    ...{ count, port, clock, start: forked },
    join(wire) {
      const leave = [store.join(wire), collector.join(wire)]
      return () => {
        for (const one of leave) one()
      }
    },
    say: (line) => void process.stderr.write(`${line}\n`),
    onFirst: async (files) => watch(files.length === 1 ? early : await identityOf(files)),
    onComplete: ({ welcome, url }) => void process.stdout.write(`${welcome}\nlistening on ${url}\n`),
    exit: (code) => process.exit(code),
  })
  const stop = (signal: NodeJS.Signals) => {
    stopWatching()
    crew.stop(signal)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => void crew.reread())
  crew.begin()
}
