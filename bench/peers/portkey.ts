import { writeFileSync } from 'node:fs'
import { freePort } from '../processes/free-port.ts'
import { absentWithout, installed, step } from './installed.ts'
import type { Peer } from './peer.ts'

const version = '1.15.2'
const manifest = {
  dependencies: { '@portkey-ai/gateway': version },
  // With a later one, which its range allows, it answers every stream with a 500 (its issue 1389).
  overrides: { '@hono/node-server': '1.14.1' },
}
const start = installed('portkey/node_modules/@portkey-ai/gateway/build/start-server.js')

/** Portkey's gateway: says nothing for each request, and takes provider and address from headers; the client names the upstream's model itself. */
export const portkey: Peer = {
  name: 'portkey',
  title: `Portkey ${version}`,
  version,
  peer: true,
  absent: () => absentWithout('portkey', start),
  install() {
    writeFileSync(installed('portkey/package.json'), JSON.stringify(manifest))
    return step('portkey', 'npm', [
      ...['install', '--prefix', installed('portkey'), '--ignore-scripts', '--no-audit', '--no-fund'],
    ])
  },
  command: async () => {
    const port = await freePort()
    const env = { NODE_ENV: 'production' }
    return { command: process.execPath, args: [start, `--port=${port}`, '--headless'], env, port }
  },
  client: ({ upstreamPort }) => ({
    headers: {
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `http://127.0.0.1:${upstreamPort}/v1`,
    },
    models: { bench: 'bench-upstream', 'bench-paced': 'bench-upstream-paced', 'bench-slow': 'bench-upstream-slow' },
  }),
}
