import {
  clientCases,
  type FaultCase,
  type Result,
  runTrial,
  type Trial,
  trialsOf,
  upstreamCases,
} from '@turnout/testing/fault-wall'
import { turnoutBehindWall } from './turnout-behind-wall.ts'

const lanes = 5

/** Every case, alone and with another deployment that is well, on a Turnout of its own for each family. */
export async function ownWall(onResult: (result: Result) => void = () => {}): Promise<readonly Result[]> {
  return [...(await onOne(upstreamCases, onResult)), ...(await onOne(clientCases, onResult))]
}

async function onOne(cases: readonly FaultCase[], onResult: (result: Result) => void): Promise<readonly Result[]> {
  const trials = trialsOf(cases, true)
  const results = new Map<Trial, Result>()
  const wall = await turnoutBehindWall(trials)
  try {
    const waiting = [...trials]
    const lane = async () => {
      for (let trial = waiting.shift(); trial; trial = waiting.shift()) {
        const result = await runTrial(wall.target, wall.upstream, trial)
        results.set(trial, result)
        onResult(result)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    const wrong = await wall.whenQuiet()
    if (wrong.length > 0) throw new Error(`when all was quiet: ${wrong.join('; ')}`)
  } finally {
    await wall.stop()
  }
  return trials.flatMap((trial) => results.get(trial) ?? [])
}
