import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hearsHttp, startUpstream, type Target, type Told, type Trial, wallSecret } from '@turnout/testing/fault-wall'
import { serveTurnout, temporaryFile } from '../start-turnout.ts'
import { timerWatch } from './left-timers.ts'
import { providerKey, wallConfig } from './wall-config.ts'
import { type AccessLine, unsettled } from './wall-ledger.ts'

const tries = 200

/** A real Turnout in front of the wall, and what can be seen inside it. */
export async function turnoutBehindWall(trials: readonly Trial[]) {
  const upstream = await startUpstream()
  const trusted = temporaryFile('authority.pem', upstream.doors.authority)
  const accessLog = temporaryFile('access.log', '')
  const args = ['--access-log', accessLog]
  const timers = timerWatch()
  const env = { NODE_EXTRA_CA_CERTS: trusted, ...timers.env }
  const turnout = await serveTurnout(wallConfig(upstream, trials), env, args)
  const linesOf = (model: string): readonly AccessLine[] =>
    readFileSync(accessLog, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"model":"${model}"`))
      .map((line) => JSON.parse(line) as AccessLine)

  /** G4: each request has one end, and the log says of it what the client was told. */
  const ends = async ({ slug, case: one }: Trial, told: Told): Promise<readonly string[]> => {
    const afterwards = one.rests || !hearsHttp(one.door) ? 0 : 1
    const atTheDoor = one.row.startsWith('C') && one.mostAttempts === 0
    const count = (atTheDoor ? 0 : (one.asking?.times ?? 1)) + afterwards
    for (let i = 0; i < tries && linesOf(slug).length < count; i++) await wait(25)
    const lines = linesOf(slug)
    if (atTheDoor) return []
    if (lines.length !== count) return [`${lines.length} lines in the access log for ${count} requests`]
    const line = lines[count - 1 - afterwards]
    const right =
      told.told === 'left'
        ? line?.status === 499
        : told.told === 'broken stream'
          ? line?.failure !== undefined
          : line?.status === told.status
    return right
      ? []
      : [`the client was told ${told.told} ${told.status}, and the access log says ${JSON.stringify(line)}`]
  }

  const target: Target = {
    url: turnout.url,
    exactly: true,
    asked: ({ slug }) => ({ model: slug, headers: [] }),
    inside: async (trial, told) => [
      ...(await ends(trial, told)),
      ...(await unsettled(turnout.url, trial, linesOf(trial.slug))),
    ],
  }
  return {
    ...{ target, upstream, turnout },
    /** What is wrong once all is quiet: G1, G5, G6, G7. */
    async whenQuiet(): Promise<readonly string[]> {
      const [state, metrics] = await Promise.all(
        ['/router/state', '/metrics'].map(async (path) => (await fetch(turnout.url + path)).text()),
      )
      const sinks = { state, metrics, output: turnout.output(), 'access log': readFileSync(accessLog, 'utf8') }
      const running = /^turnout_requests_running (\d+)/m.exec(metrics ?? '')?.[1]
      const bad = /unhandled|uncaught|MaxListeners|internal_error|\bat \S+ \(.*:\d+:\d+\)/i.exec(turnout.output())
      return [
        ...(await timers.left(() => turnout.signal('SIGUSR2'))),
        ...(running === '0' ? [] : [`${running} requests are still running`]),
        ...(bad ? [`standard error says ${turnout.output().slice(bad.index, bad.index + 300)}`] : []),
        ...Object.entries(sinks).flatMap(([sink, text]) =>
          [providerKey, wallSecret]
            .filter((secret) => text?.includes(secret.slice(0, 18)))
            .map((secret) => `${secret.slice(0, 7)}… in ${sink}`),
        ),
      ]
    },
    async stop(): Promise<void> {
      const over = turnout.exit()
      turnout.signal('SIGKILL')
      await over
      await upstream.stop()
    },
  }
}

export type WalledTurnout = Awaited<ReturnType<typeof turnoutBehindWall>>
