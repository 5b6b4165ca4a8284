import { FakeTransport, makeDeployment, settle, type TestRuntime, testRuntime } from '@turnout/testing'
import { type ReadExport, type ReadSpan, readOtlp } from './read-otlp.test.ts'

/** A configuration as a callback is told it, as far as it looks at it here. */
export const configOf = (...deployments: readonly Parameters<typeof makeDeployment>[0][]) =>
  ({ deployments: deployments.map((given) => makeDeployment(given)) }) as never

/** Takes OTLP over a network in memory, and reads it. */
export class Collector {
  readonly transport: FakeTransport
  readonly runtime: TestRuntime

  constructor(answer: ConstructorParameters<typeof FakeTransport>[0] = () => ({ pieces: ['{}'] })) {
    this.transport = new FakeTransport(answer)
    this.runtime = testRuntime({ transport: this.transport })
  }

  get exports(): readonly ReadExport[] {
    return this.transport.seen.map(({ body }) => readOtlp(body))
  }

  get spans(): readonly ReadSpan[] {
    return this.exports.flatMap(({ spans }) => spans)
  }

  async after(ms: number): Promise<readonly ReadSpan[]> {
    await this.runtime.clock.advance(ms)
    await settle()
    return this.spans
  }
}
