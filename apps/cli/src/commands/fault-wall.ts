import { writeFileSync } from 'node:fs'
import {
  clientCases,
  gateway,
  inWords,
  type Report,
  type Result,
  runWall,
  startUpstream,
  takesAddress,
  upstreamCases,
} from '@turnout/testing/fault-wall'
import { exitCodes } from '../exit-codes.ts'

export interface FaultWallOptions {
  readonly target: string
  readonly upstreamPort: number
  readonly model: string
  readonly header: readonly string[]
  readonly key?: string
  readonly patience: number
  readonly only?: string
  readonly json?: string
}

/** Holds a gateway against the fault wall, and prints what its client was told in each case. Exits 1 unless all is well. */
export async function faultWall(options: FaultWallOptions): Promise<void> {
  const { target, upstreamPort, model, header, key, patience, only, json } = options
  const headers = key === undefined ? header : [...header, `authorization: Bearer ${key}`]
  const rows = only?.split(',').map((row) => row.trim().toUpperCase())
  const cases = [...upstreamCases, ...clientCases].filter(({ row }) => !rows || rows.includes(row))
  const upstream = await startUpstream(upstreamPort)
  try {
    process.stdout.write(`${introduction(options, upstream.doors.origin('plain'))}\n\n`)
    const tested = gateway(target, { model, headers, patienceMs: patience * 1_000 })
    const report = await runWall(tested, upstream, {
      ...{ cases, everyDoor: takesAddress(headers) },
      onResult: (result) =>
        void process.stdout.write(`${line(result)}
`),
    })
    process.stdout.write(`\n${summary(report)}\n`)
    if (json !== undefined) writeFileSync(json, `${JSON.stringify({ target, ...report }, undefined, 2)}\n`)
    process.exitCode = report.results.every(({ verdict }) => verdict === 'ok') ? exitCodes.done : exitCodes.no
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = exitCodes.no
  } finally {
    await upstream.stop()
  }
}

const introduction = ({ target, model }: FaultWallOptions, wall: string): string =>
  `${target} is asked for the model ${model}. It must call OpenAI's API at ${wall}/v1 for it,
with any key, one retry at the most, and a time limit of 1 s for an answer and for the silence within a stream.`

const line = ({ row, title, verdict, told, wrong }: Result): string =>
  `${row}  ${verdict.padEnd(8)}  ${title}\n${' '.repeat(15)}the client was told ${inWords(told)}${wrong.map((what) => `; ${what}`).join('')}`

const summary = ({ results, skipped }: Report): string => {
  const counts = new Map<string, number>()
  for (const { verdict } of results) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  const others = [...counts].filter(([verdict]) => verdict !== 'ok').map(([verdict, count]) => `${count} ${verdict}`)
  const left =
    skipped.length === 0
      ? ''
      : `; ${skipped.length} not run: ${[...new Set(skipped.map(({ because }) => because))].join(', ')}`
  return `${counts.get('ok') ?? 0} of ${results.length} ok${others.length > 0 ? `, ${others.join(', ')}` : ''}${left}`
}
