export interface Scenario {
  readonly name: string
  /** What it stands for, in the table. */
  readonly title: string
  readonly model: 'bench' | 'bench-paced' | 'bench-slow'
  /** About how large the request's body is. */
  readonly requestBytes: number
  readonly stream: boolean
  /** Keep-alive connections, each of them always with one request on its way. */
  readonly connections: number
  /** For how long new requests are begun, in one measurement; those begun are always waited for. Short, because neighbours come and go: many short rounds tell targets apart that a few long ones do not. */
  readonly durationMs: number
  /** A scenario that the same processes serve first. */
  readonly after?: Scenario
}

const chat: Scenario = {
  name: 'chat',
  title: '1 KB chat',
  model: 'bench',
  requestBytes: 1_000,
  stream: false,
  connections: 32,
  durationMs: 400,
}
const medium: Scenario = { ...chat, name: 'medium', title: '10 KB chat', requestBytes: 10_000 }
const large: Scenario = {
  ...chat,
  name: 'large',
  title: '100 KB chat',
  requestBytes: 100_000,
  connections: 16,
}
const huge: Scenario = { ...large, name: 'huge', title: '1 MB chat', requestBytes: 1_000_000, connections: 8 }
const burst: Scenario = { ...chat, name: 'burst', title: '60-chunk stream, burst', stream: true }
/** A stream takes 600 ms, so each connection carries one. */
const paced: Scenario = {
  ...burst,
  name: 'paced',
  title: '60-chunk stream, paced',
  model: 'bench-paced',
  connections: 200,
  durationMs: 500,
}
/** What V8 learns from streams (objects live long: allocate them as old) can make plain requests dearer for good. */
const mixed: Scenario = { ...chat, name: 'mixed', title: '1 KB chat, after paced streams', after: paced }

export const scenarios: readonly Scenario[] = [chat, medium, large, huge, burst, paced, mixed]

export const scenarioNamed = (name: string): Scenario => {
  const scenario = scenarios.find((candidate) => candidate.name === name)
  if (scenario === undefined)
    throw new Error(`no scenario "${name}"; there are ${scenarios.map((s) => s.name).join(', ')}`)
  return scenario
}
