import { describe, expect, it } from 'vitest'
import { FakeTransport } from './fake-transport.ts'
import { TestClock } from './test-clock.ts'
import { testRuntime } from './test-runtime.ts'

const request = { origin: 'https://x', path: '/', method: 'GET', headers: [], body: null } as const
const handler = new Proxy({}, { get: () => () => {} })

describe('testRuntime', () => {
  it('is the same every time', () => {
    const run = ({ clock, random, id } = testRuntime({ seed: 5 })) => [clock.monotonicMs(), random(), id(), id()]
    expect(run()).toEqual(run())
    expect(run(testRuntime({ seed: 6 }))).not.toEqual(run())
  })

  it('takes the clock and the transport it is given', () => {
    const given = { clock: new TestClock(7), transport: new FakeTransport(() => ({})) }
    expect(testRuntime(given)).toMatchObject(given)
  })

  it('has no network unless given one', () => {
    const { transport } = testRuntime()
    expect(() => transport.dispatch({ ...request, headers: [] }, handler as never)).toThrow('no network')
  })
})
