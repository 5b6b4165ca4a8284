import { type FaultCase, runTrial, trialsOf } from '@turnout/testing/fault-wall'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { turnoutBehindWall, type WalledTurnout } from '../../../../tools/prove/turnout-behind-wall.ts'

/** Every one of these cases that is not slow on one Turnout, a test each, named by its row; then what should be so once all is quiet. */
export const describeWall = (name: string, cases: readonly FaultCase[]): void => {
  describe(`the fault wall: ${name}`, () => {
    const trials = trialsOf(
      cases.filter(({ slow }) => !slow),
      true,
    )
    let wall: WalledTurnout

    beforeAll(async () => {
      wall = await turnoutBehindWall(trials)
    })
    afterAll(() => wall.stop())

    it.concurrent.each(
      trials.map((trial) => {
        const { row, case: one, spare } = trial
        return [row, one.title, spare ? ', and another that is well' : '', trial] as const
      }),
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
}
