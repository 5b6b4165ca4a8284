/** `node bench/peers/install.ts [portkey|litellm|bifrost …]`: installs peers under .installed/, all of them unless named. */
import { mkdirSync } from 'node:fs'
import { installed } from './installed.ts'
import { peers } from './peers.ts'

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !peers.some((peer) => peer.name === name))
if (unknown.length > 0) {
  console.error(`no peer ${unknown.join(', ')}; there are ${peers.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
for (const peer of peers.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  mkdirSync(installed(peer.name), { recursive: true })
  const done = peer.install()
  console.log(`${peer.name}: ${done ? `installed, ${peer.version}` : 'could not be installed'}`)
  if (!done) process.exitCode = 1
}
