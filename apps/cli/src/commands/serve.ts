import { type RouterConfig, systemClock } from '@turnout/core'
import { type RunningProxy, startProxy } from '@turnout/proxy'
import { accessLogSink } from '../access-log-sink.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOf, loadOrReport } from '../load.ts'
import { type Rereader, rereader } from '../reread.ts'
import { stopOnSignal } from '../stop-on-signal.ts'
import { identityOf, watchFiles } from '../watch-files.ts'

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
  process.on('SIGHUP', () => void reader?.reread())
  const early = await identityOf([file])
  const loaded = await loadOrReport(file)
  if (!loaded) return
  const { config } = loaded
  try {
    const accessLog = accessLogSink(log)
    const instances = { folder: folderOf(file) }
    const proxy = await startProxy(config, { port, host, instances, ...(accessLog ? { accessLog } : {}) })
    reader = rereader(proxy, file, loaded.files)
    const before = loaded.files.length === 1 ? early : await identityOf(loaded.files)
    stopOnSignal(proxy, watchFiles({ files: reader.files, before }, systemClock, reader.reread))
    process.stdout.write(`${welcome(config, proxy.url)}${reachOfLimits(proxy)}\nlistening on ${proxy.url}\n`)
  } catch (error) {
    process.stderr.write(`${reasonOf(error, host, port)}\n`)
    process.exitCode = exitCodes.no
  }
}

function reasonOf(error: unknown, host: string, port: number): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use; choose another with --port.`
  return error instanceof Error ? error.message : String(error)
}

/** Several instances with the same file would each have the whole of its limits: nobody should find that out by a bill. */
function reachOfLimits(proxy: RunningProxy): string {
  const { store, deployments } = proxy.state()
  if (store.shared || deployments.every(({ limits }) => Object.keys(limits).length === 0)) return ''
  return '\nLimits hold for this process alone; with router_settings.redis_url, for all instances together.\n'
}

/** What there is to ask for, and a line to try. */
function welcome({ deployments, aliases, server }: RouterConfig, url: string): string {
  const groups = Map.groupBy(deployments, ({ group }) => group)
  const width = Math.max(0, ...[...groups.keys(), ...Object.keys(aliases)].map(({ length }) => length))
  const lines = [...groups].flatMap(([group, members]) =>
    members.map(({ provider, model, info }, index) => {
      const about = typeof info['description'] === 'string' ? `  ${info['description']}` : ''
      return `  ${(index === 0 ? group : '').padEnd(width)}  ${provider}/${model}${about}`
    }),
  )
  const also = Object.entries(aliases).map(([name, { group }]) => `  ${name.padEnd(width)}  → ${group}`)
  const [first] = groups.keys()
  if (first === undefined) return 'No deployments.'
  const key = server.masterKey ? " -H 'authorization: Bearer YOUR_MASTER_KEY'" : ''
  const body = JSON.stringify({ model: first, messages: [{ role: 'user', content: 'Hello!' }] })
  const curl = `curl ${url}/v1/chat/completions${key} -H 'content-type: application/json' -d '${body}'`
  return [`Models:`, ...lines, ...also, '', 'Try:', `  ${curl}`, ''].join('\n')
}
