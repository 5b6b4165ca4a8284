import { runTrial, trialsOf, upstreamCases } from '@turnout/testing/fault-wall'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { turnoutBehindWall, type WalledTurnout } from '../../../../tools/prove/turnout-behind-wall.ts'

const trials = trialsOf(upstreamCases, true)

let wall: WalledTurnout

beforeAll(async () => {
  wall = await turnoutBehindWall(trials)
})
afterAll(() => wall.stop())

describe('the fault wall: upstreams', () => {
  it.concurrent.each(
    trials.map(
      (trial) => [trial.row, trial.case.title, trial.spare ? ', and another that is well' : '', trial] as const,
    ),
  )(
    '%s: %s%s',
    async (_row, _title, _spare, trial) => {
      const { verdict, told, wrong } = await runTrial(wall.target, wall.upstream, trial)
      expect({ verdict, wrong }, JSON.stringify(told)).toEqual({ verdict: 'ok', wrong: [] })
    },
    120_000,
  )

  it('leaves nothing running, nothing unhandled and no secret anywhere', async () => {
    await expect.poll(() => wall.whenQuiet(), { timeout: 10_000 }).toEqual([])
  })
})
