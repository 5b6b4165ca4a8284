import { median } from '../figures/median.ts'
import { LoadConnection } from '../load/load-connection.ts'
import { expectedOf, requestBytes } from '../load/request-bytes.ts'
import type { Target } from '../targets/target.ts'
import { scenarioNamed } from './scenarios.ts'
import { type RunningTarget, setScene } from './stage.ts'

/** From the start of the process, in ms. */
export interface StartRow {
  readonly target: string
  readonly listening: number
  /** The first request is sent when it listens. */
  readonly answered: number
  readonly mostAnswered: number
}

const chat = scenarioNamed('chat')

const firstAnswer = async ({ port, client }: RunningTarget): Promise<void> => {
  const connection = new LoadConnection(requestBytes(chat, port, client), expectedOf(chat))
  await connection.open(port)
  await new Promise<void>((answered, failed) => connection.send({ answered, failed }))
  connection.close()
}

export const measureStart = async (
  targets: readonly Target[],
  rounds: number,
): Promise<{ rows: readonly StartRow[] }> => {
  const scene = await setScene(targets.some(({ needsRedis }) => needsRedis))
  const times = new Map(targets.map((target) => [target, [] as { listening: number; answered: number }[]]))
  try {
    for (let round = 0; round < rounds; round++) {
      console.error(`start ${round + 1} of ${rounds}`)
      for (const target of targets) {
        const from = performance.now()
        const running = await scene.start(target)
        const listening = performance.now() - from
        await firstAnswer(running)
        times.get(target)?.push({ listening, answered: performance.now() - from })
        await running.program?.stop()
      }
    }
  } finally {
    await scene.stop()
  }
  const rows = Array.from(times, ([target, all]) => ({
    target: target.name,
    listening: median(all.map(({ listening }) => listening)),
    answered: median(all.map(({ answered }) => answered)),
    mostAnswered: Math.max(...all.map(({ answered }) => answered)),
  }))
  return { rows }
}
