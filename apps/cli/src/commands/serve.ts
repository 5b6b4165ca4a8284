import { systemClock } from '@turnout/core'
import { startProxy } from '@turnout/proxy'
import { accessLogSink } from '../access-log-sink.ts'
import { endOnFault } from '../end-on-fault.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOf, loadOrReport } from '../load.ts'
import { type Rereader, rereader } from '../reread.ts'
import { type Stopper, stopOnSignal } from '../stop-on-signal.ts'
import { identityOf, watchFiles } from '../watch-files.ts'
import { welcome } from '../welcome.ts'
import { whyItCannotServe } from '../why-it-cannot-serve.ts'

export interface ServeOptions {
  readonly config: string
  readonly port: number
  readonly host: string
  /** A file, `-` or `off`. */
  readonly accessLog?: string
}

/** Serves until SIGTERM or SIGINT. */
export async function serve({ config: file, port, host, accessLog: log }: ServeOptions): Promise<void> {
  let reader: Rereader | undefined
  let stopping: Stopper | undefined
  process.on('SIGHUP', () => void reader?.reread())
  const early = await identityOf([file])
  const loaded = await loadOrReport(file)
  if (!loaded) return
  const { config, problems } = loaded
  try {
    const accessLog = accessLogSink(log)
    const instances = { folder: folderOf(file) }
    const proxy = await startProxy(config, {
      ...{ port, host, instances, problems, onExhausted: () => stopping?.giveUp() },
      ...(accessLog ? { accessLog } : {}),
    })
    reader = rereader(proxy, file, loaded.files)
    const before = loaded.files.length === 1 ? early : await identityOf(loaded.files)
    const stopWatching = watchFiles({ files: reader.files, before }, systemClock, reader.reread)
    stopping = stopOnSignal(proxy, stopWatching)
    endOnFault(proxy, stopWatching)
    process.stdout.write(`${welcome(proxy)}\nlistening on ${proxy.url}\n`)
  } catch (error) {
    process.stderr.write(`${whyItCannotServe(error, host, port)}\n`)
    process.exitCode = exitCodes.no
  }
}
