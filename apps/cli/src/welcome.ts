import type { RouterConfig } from '@turnout/core'
import type { RunningProxy } from '@turnout/proxy'

/** What is printed before a server says that it listens. */
export const welcome = (proxy: RunningProxy, workers = 1): string =>
  `${whatToAsk(proxy.config, proxy.url)}${reachOfLimits(proxy, workers)}`

/** Several instances with the same file would each have the whole of its limits: nobody should find that out by a bill. */
function reachOfLimits({ config, state }: RunningProxy, workers: number): string {
  if (config.state || state().deployments.every(({ limits }) => Object.keys(limits).length === 0)) return ''
  const together = workers > 1 ? ', all its workers together' : ''
  return `\nLimits hold for this process alone${together}; with router_settings.redis_url, for all instances together.\n`
}

/** What there is to ask for, and a line to try. */
function whatToAsk({ deployments, aliases, server }: RouterConfig, url: string): string {
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
