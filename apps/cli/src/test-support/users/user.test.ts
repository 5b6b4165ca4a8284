import type { Understood } from '../official-clients/official-client.test.ts'

/** A library that people ask models with, in front of the proxy. */
export interface User {
  readonly name: string
  chat(model: string, prompt: string, withTools: boolean): Promise<Understood>
  stream(model: string, prompt: string, withTools: boolean): Promise<Understood>
  /** Asks, runs the tools, gives their results back; what the model says then. */
  loop(model: string): Promise<string>
  /** What it throws: its class's name, and the status. */
  thrown(error: unknown): readonly [kind: string, status: number | undefined]
}

/** What the tools say. */
export const results: Readonly<Record<string, string>> = { weather: 'sunny', now: '12:00' }
