import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { serveTurnout } from '../../start-turnout.ts'
import type { Figure } from './figure.ts'
import { floodFromOutside, medianSecond, portOf, total } from './flood-from-outside.ts'
import { metric } from './metric.ts'
import { groupsAt, startLoadUpstream } from './upstreams.ts'

const stalledReaders = 200
const perSecond = 100
const mebibyte = 2 ** 20

/** So many clients that ask for 50 MiB each and read nothing, beside ordinary ones, for so long. */
export async function slowReaders(seconds: number): Promise<readonly Figure[]> {
  const upstream = await startLoadUpstream()
  const turnout = await serveTurnout(JSON.stringify(groupsAt(upstream.base, ['quick', 'huge'])))
  const port = portOf(turnout)
  const asks = () => floodFromOutside({ port, model: 'quick', connections: 100, perSecond, seconds: seconds + 1 })
  const memory = () => metric(turnout, 'turnout_process_resident_memory_bytes')
  const body = JSON.stringify({ model: 'huge', stream: true, messages: [{ role: 'user', content: 'hi' }] })
  const request = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  try {
    await asks()
    const before = { told: await asks(), bytes: await memory() }
    const readers = Array.from({ length: stalledReaders }, () => {
      const reader = connect(port, '127.0.0.1').pause()
      reader.on('error', () => {}).write(request)
      return reader
    })
    await wait(2_000)
    const after = { told: await asks(), bytes: await memory() }
    for (const reader of readers) reader.destroy()
    const p99 = ({ told }: typeof before) => medianSecond(told.slice(1, seconds + 1), ({ servedMs }) => servedMs.p99)
    return [
      { what: 'memory more', unit: ' MiB', most: 200, is: (after.bytes - before.bytes) / mebibyte },
      { what: 'p99 of others, of that without them', unit: ' ×', most: 1.2, is: p99(after) / p99(before) },
      {
        what: 'others that are not served',
        unit: '',
        most: 0,
        is: total(after.told, 'refused') + total(after.told, 'other'),
      },
    ]
  } finally {
    turnout.signal('SIGKILL')
    await upstream.stop()
  }
}
