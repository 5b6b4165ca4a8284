/** Clients, told over IPC what to do: a closed loop, an open one, or streams that are held open. */
import { scenarioNamed } from '../parts/scenarios.ts'
import { answerQuestions } from '../processes/questions.ts'
import { HeldStreams } from './held-streams.ts'
import { LoadRun } from './load-run.ts'
import { OpenLoop } from './open-loop.ts'

let current: LoadRun | undefined
const held = new HeldStreams()

answerQuestions({
  connect: async ({ port, client, scenario: name, leadInMs }) => {
    current = new LoadRun(scenarioNamed(name), port, client)
    await current.open(port)
    return current.run(leadInMs)
  },
  load: async ({ durationMs }) => {
    if (current === undefined) throw new Error('no connections are open')
    const result = await current.run(durationMs)
    current.close()
    return result
  },
  rate: ({ port, client, rate }) => new OpenLoop(rate, port, client).run(),
  hold: async ({ port, client, count }) => {
    await held.hold(count, port, client)
    return undefined
  },
  release: () => {
    held.release()
    return undefined
  },
})
process.on('disconnect', () => process.exit())
