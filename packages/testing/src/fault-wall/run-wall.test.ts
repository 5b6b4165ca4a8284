import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { upstreamCases } from './cases/index.ts'
import { gateway, takesAddress } from './gateway.ts'
import { runWall } from './run-wall.ts'
import { startUpstream } from './upstream.ts'

/** A gateway that passes every byte on, and knows nothing of what it passes on: it cannot be honest. */
async function naive(upstreamUrl: string): Promise<string> {
  const to = Number(new URL(upstreamUrl).port)
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1')
    client.pipe(upstream).pipe(client)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

describe('runWall', () => {
  it('sees through a gateway that passes everything on', async () => {
    const upstream = await startUpstream()
    onTestFinished(() => upstream.stop())
    const headers: readonly string[] = []
    const target = gateway(await naive(upstream.doors.origin('plain')), { model: 'wall', headers })
    const rows = ['U06', 'U15', 'U16', 'U17', 'U21', 'U22', 'U35', 'U40']
    const cases = upstreamCases.filter(({ row }) => rows.includes(row))
    const { results, skipped } = await runWall(target, upstream, { cases, everyDoor: takesAddress(headers) })
    const verdicts = (row: string) => [
      ...new Set(results.filter((one) => one.row === row).map(({ verdict }) => verdict)),
    ]
    expect(Object.fromEntries(rows.map((row) => [row, verdicts(row)]))).toEqual({
      U06: [],
      U15: ['cut off'],
      U16: ['lied'],
      U17: ['ok'],
      U21: ['lied'],
      U22: ['lied'],
      U35: ['misled'],
      U40: ['ok'],
    })
    expect(new Set(skipped.map(({ row, because }) => `${row}: ${because}`))).toEqual(
      new Set(['U06: the gateway knows one address of the wall only']),
    )
  }, 60_000)
})
