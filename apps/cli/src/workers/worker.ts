import { hash } from 'node:crypto'
import { workersStore } from '@turnout/cache-adapters/cluster'
import { type RouterConfig, systemClock } from '@turnout/core'
import { type RunningProxy, startProxy } from '@turnout/proxy'
import { accessLogSink } from '../access-log-sink.ts'
import { endOnFault } from '../end-on-fault.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOf, loadOrReport } from '../load.ts'
import { rereader } from '../reread.ts'
import { type Stopper, stopper } from '../stop-on-signal.ts'
import { welcome } from '../welcome.ts'
import { whyItCannotServe } from '../why-it-cannot-serve.ts'
import { colleagues } from './colleagues.ts'
import { ipcWire } from './ipc-wire.ts'
import type { WorkersOptions } from './serve-workers.ts'
import type { WorkerReport } from './worker-report.ts'
import { differsCode, taskFromEnv } from './worker-task.ts'

/** A process that serves as its primary says. */
export async function runWorker({ config: file, host, accessLog: log }: WorkersOptions): Promise<void> {
  // A terminal and systemd signal to all processes at once; the primary passes on what is meant for the workers.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})
  const { id, count, port, others } = taskFromEnv(process.env)
  const wire = ipcWire(process)
  const loaded = await loadOrReport(file, others !== undefined)
  if (!loaded) process.exit(exitCodes.no)
  const { config, files, problems } = loaded
  const digest = digestOf(config)
  if (others && others.digest !== digest) process.exit(differsCode)
  const inRedis = config.state !== undefined && others?.inRedis !== false
  let stopping: Stopper | undefined
  const say = (report: WorkerReport) => wire.send(report)
  try {
    const accessLog = accessLogSink(log)
    const worker = { id, count, ...colleagues(wire, systemClock) }
    const proxy = await startProxy(config, {
      ...(accessLog ? { accessLog } : {}),
      ...{ port, host, problems, onExhausted: () => stopping?.giveUp(), worker },
      instances: { folder: folderOf(file), ...(inRedis ? {} : { store: workersStore(wire, systemClock) }) },
    })
    stopping = stopper(
      proxy,
      () => {},
      (line) => void process.stderr.write(`worker ${id}: ${line}\n`),
    )
    obey(proxy, stopping)
    say({ worker: 'ready', url: proxy.url, welcome: welcome(proxy, count), files, digest, inRedis })
  } catch (error) {
    process.stderr.write(`${whyItCannotServe(error, host, port)}\n`)
    process.exit(exitCodes.no)
  }

  function obey(proxy: RunningProxy, { stop }: Stopper): void {
    const reader = rereader(proxy, file, files)
    endOnFault(proxy, () => {})
    wire.listen(async ({ primary, round, aloud, signal }) => {
      if (primary === 'stop' && (signal === 'SIGTERM' || signal === 'SIGINT')) stop(signal)
      if (primary !== 'reread' || typeof round !== 'number') return
      const taken = await reader.reread(aloud === true ? undefined : () => {})
      say({ worker: 'read', round, files: reader.files(), ...(taken ? { digest: digestOf(taken) } : {}) })
    })
  }
}

/** Without secrets: they print as such. */
const digestOf = (config: RouterConfig): string => hash('sha256', JSON.stringify(config))
