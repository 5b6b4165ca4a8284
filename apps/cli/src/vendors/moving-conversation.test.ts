import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tools } from '../test-support/official-clients/openai.test.ts'
import { claudeSignature } from '../test-support/vendors/claude-signature.test.ts'
import { geminiSignature } from '../test-support/vendors/gemini.test.ts'
import { serveVendors } from '../test-support/vendors/serve-vendors.test.ts'
import type { Mind } from '../test-support/vendors/start-vendor.test.ts'
import type { Call } from '../test-support/vendors/vendor.test.ts'

type Message = OpenAI.ChatCompletionMessageParam
type Answer = OpenAI.ChatCompletionMessage

/** The vendors in the order in which they fail, each for the next. */
const walks = [
  ['anthropic', 'openai', 'gemini', 'anthropic'],
  ['gemini', 'openai', 'anthropic', 'gemini'],
  ['openai', 'anthropic', 'gemini', 'openai'],
  ['bedrock', 'anthropic', 'vertex', 'bedrock'],
  ['cohere', 'gemini', 'ollama', 'anthropic', 'cohere'],
  ['vertex', 'azure', 'bedrock', 'ollama', 'gemini', 'cohere', 'openai', 'vertex'],
] as const

/** Each vendor's ids are of its own kind. */
const ids: Readonly<Record<string, (n: number) => string>> = {
  openai: (n) => `call_Zr5mXqK0bT7vYpLw2cN8dE${n}f`,
  azure: (n) => `call_Az5mXqK0bT7vYpLw2cN8dE${n}f`,
  anthropic: (n) => `toolu_01A09q90qw90lq917835lq${n}`,
  bedrock: (n) => `tooluse_hbTgdi0CSLq_hM4P8csZJ${n}`,
  cohere: (n) => `weather_x7a${n}b2kq`,
}

let step = 0
let serving = ''

const callsOf = (vendor: string): readonly Call[] => [
  { id: ids[vendor]?.(2 * step) ?? '', name: 'weather', arguments: { city: `Zürich ${step}` } },
  { id: ids[vendor]?.(2 * step + 1) ?? '', name: 'now', arguments: {} },
]

/** One of them serves at a time; it thinks, says something, and calls two tools. */
const mind: Mind = (_, vendor) => {
  if (vendor !== serving) return 'overloaded'
  return { reasoning: `Hm ${step} of ${vendor}.`, text: `Let me see ${step}.`, calls: callsOf(vendor) }
}

let served: Awaited<ReturnType<typeof serveVendors>>
let client: OpenAI

beforeAll(async () => {
  const names = ['openai', 'azure', 'anthropic', 'gemini', 'vertex', 'bedrock', 'cohere', 'ollama']
  const fallbacks = names.map((name) => ({ [name]: names.filter((other) => other !== name) }))
  served = await serveVendors(mind, { fallbacks, max_fallbacks: names.length })
  client = new OpenAI({ baseURL: `${served.turnout.url}/v1`, apiKey: 'sk-master', maxRetries: 0 })
})

afterAll(() => served.stop())

async function ask(model: string, messages: readonly Message[], stream: boolean): Promise<Answer> {
  const request = { model, messages: [...messages], tools, reasoning_effort: 'low' as const }
  const { choices } = stream
    ? await client.chat.completions.stream(request).finalChatCompletion()
    : await client.chat.completions.create(request)
  return choices[0]?.message ?? expect.fail('no choice')
}

/** What OpenAI's interface has, and nothing else. */
const bare = ({ content, tool_calls: calls = [] }: Answer): Message => ({
  ...{ role: 'assistant', content },
  tool_calls: calls.flatMap((call) =>
    call.type === 'function'
      ? [{ id: call.id, type: call.type, function: { name: call.function.name, arguments: call.function.arguments } }]
      : [],
  ),
})

/** What shows that a vendor has back what it thought at first: Gemini's signature travels in the ids of its calls, too. */
function ownMark(vendor: string, kept: string): string {
  if (vendor === 'gemini' || vendor === 'vertex') return geminiSignature({ city: 'Zürich 0' })
  const isClaude = vendor === 'anthropic' || vendor === 'bedrock'
  return isClaude && kept === 'all there is' ? claudeSignature(`Hm 0 of ${vendor}.`) : 'Zürich 0'
}

const keepers = { 'what it knows': bare, 'all there is': (answer: Answer): Message => answer }

const cases = walks.flatMap((walk) =>
  (['what it knows', 'all there is'] as const).flatMap((kept) =>
    [false, true].map((stream) => ({ walk: [...walk], kept, stream, route: walk.join(' → ') })),
  ),
)

describe('a conversation with thoughts and two calls at a time, moved by fallbacks', () => {
  beforeEach(() => {
    for (const server of served.servers.values()) server.questions.length = 0
  })

  it.each(cases)('$route, by a client that keeps $kept, streamed: $stream', async ({ walk, kept, stream }) => {
    const conversation: Message[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Weather?' },
    ]
    for (const [at, vendor] of walk.entries()) {
      ;[step, serving] = [at, vendor]
      const answer = await ask(walk[0] ?? '', conversation, stream)
      const calls = (answer.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [call] : []))
      expect(calls.map((call) => [call.function.name, JSON.parse(call.function.arguments)])).toEqual([
        ['weather', { city: `Zürich ${step}` }],
        ['now', {}],
      ])
      expect(answer.content).toBe(`Let me see ${step}.`)
      const heard = served.server(vendor).questions.at(-1) ?? expect.fail('it was not asked')
      expect(heard.turns.map(({ calls }) => calls.length)).toEqual([
        0,
        ...Array.from({ length: at }, () => [2, 0]).flat(),
      ])
      for (let before = 0; before < at; before++)
        for (const word of [`Zürich ${before}`, `sunny ${before}`, `Let me see ${before}.`])
          expect(heard.body).toContain(word)
      if (at > 0 && vendor === walk[0]) expect(heard.body).toContain(ownMark(vendor, kept))
      conversation.push(keepers[kept](answer))
      for (const call of calls)
        conversation.push({
          role: 'tool',
          tool_call_id: call.id,
          content: call.function.name === 'now' ? '' : `sunny ${at}`,
        })
    }
    // Those who failed meanwhile were asked in vain, but never wrongly.
    for (const { questions } of served.servers.values())
      expect(questions.flatMap(({ problems }) => problems)).toEqual([])
  })
})
