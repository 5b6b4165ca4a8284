import { describe, expect, it } from 'vitest'
import { drain } from '../../../../tools/prove/load/drain.ts'
import { type Figure, fits } from '../../../../tools/prove/load/figure.ts'
import { overload } from '../../../../tools/prove/load/overload.ts'

/** Seconds where `npm run soak` takes minutes, on a machine on which other tests run: what must not be is looked at, and times hardly. */
const slack = 20
const unfit = (figures: readonly Figure[]) => figures.filter((figure) => !fits(figure, slack))

describe('runs under load, short', () => {
  it('L01: three times what it can do: serves what it can, refuses the rest, and recovers', async () => {
    const figures = await overload(3)
    expect(unfit(figures)).toEqual([])
  }, 120_000)

  it('P01: SIGTERM while 200 streams run: all end whole', async () => {
    expect(unfit(await drain())).toEqual([])
  }, 120_000)
})
