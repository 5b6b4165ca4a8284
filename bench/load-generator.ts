/** A closed loop of clients, told over IPC what to do: open the connections of a scenario, then load the port with them. */
import { LoadRun } from './load-run.ts'
import { answerQuestions } from './questions.ts'
import { scenarioNamed } from './scenarios.ts'

let current: LoadRun | undefined

answerQuestions({
  connect: async ({ port, scenario }) => {
    current = new LoadRun(scenarioNamed(scenario), port)
    await current.open(port)
    return undefined
  },
  load: async ({ durationMs }) => {
    if (current === undefined) throw new Error('no connections are open')
    return current.run(durationMs)
  },
})
process.channel?.ref()
