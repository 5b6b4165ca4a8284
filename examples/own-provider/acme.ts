// A provider of your own, with the kit. Acme's interface is made up: POST /talk with {model, rules, lines, limit, live},
// and it says {say, call, end, spent}; live, the same in pieces, each one server-sent event.
import type { FinishReason, ProviderAdapter, ProviderCall, Usage } from '@turnout/core'
import {
  type AssistantPart,
  askedOf,
  ChunkMaker,
  completion,
  conversationOf,
  extraHeaders,
  openExchange,
  parseBaseUrl,
  perDeployment,
  readJson,
  type ServerEvent,
  samplingOf,
  sseDecoder,
  type Translator,
  type Turn,
  toolsOf,
  translateStream,
  type UserPart,
  unsupported,
  writeJson,
} from '@turnout/provider-adapters/kit'
import * as z from 'zod'

export const acme = (): ProviderAdapter => ({
  name: 'acme',
  operations: {
    async chat(call) {
      const { origin, basePath, headers } = endpointOf(call.deployment)
      const request = { origin, path: `${basePath}/talk`, method: 'POST', headers, body: bodyOf(call) } as const
      return openExchange(call, request, {
        whole: (body) => wholeAnswer(body, call),
        stream: (answer) => translateStream(answer, call, sseDecoder(), new AcmeTranslator(call)),
      })
    },
  },
})

const endpointOf = perDeployment((deployment) => ({
  ...parseBaseUrl(deployment.apiBase ?? 'https://llm.acme.example/v1'),
  headers: [
    ...['content-type', 'application/json', 'accept-encoding', 'identity'],
    ...(deployment.apiKey ? ['x-acme-key', deployment.apiKey.reveal()] : []),
    ...extraHeaders(deployment),
  ],
}))

/** The request. What Acme has no words for is refused here, and nothing is sent. */
function bodyOf(call: ProviderCall<'chat'>): string {
  const asked = askedOf(call)
  if ((asked.n ?? 1) !== 1) throw unsupported('acme', 'n')
  const { system, turns } = conversationOf(asked.messages, 'acme')
  const { maxTokens, temperature } = samplingOf(asked)
  return writeJson({
    model: call.deployment.model,
    rules: system.map(({ text }) => text),
    lines: turns.flatMap(linesOf),
    can: toolsOf(asked).functions.map(({ name, schema }) => ({ name, schema })),
    limit: maxTokens,
    heat: temperature,
    live: call.stream,
  })
}

const linesOf = ({ role, parts }: Turn): readonly object[] =>
  parts.flatMap((part: UserPart | AssistantPart) => lineOf(role, part))

function lineOf(role: string, part: UserPart | AssistantPart): object | readonly object[] {
  if (part.kind === 'text') return { by: role, say: part.text }
  if (part.kind === 'tool-use') return { by: role, call: { id: part.id, name: part.name, with: part.input } }
  if (part.kind === 'tool-result') return { by: 'tool', id: part.id, say: textIn(part.parts) }
  if (part.kind === 'reasoning') return []
  throw unsupported('acme', part.at, `${part.kind} parts`)
}

const textIn = (parts: readonly { readonly kind: string; readonly text?: string }[]): string =>
  parts.map(({ text }) => text ?? '').join('\n')

/** What Acme says: all of it at once, or a piece. */
const saidSchema = z.object({
  say: z.string().default(''),
  call: z.object({ id: z.string(), name: z.string(), with: z.record(z.string(), z.json()) }).optional(),
  end: z.string().optional(),
  spent: z.object({ in: z.number(), out: z.number() }).optional(),
})

type Said = z.output<typeof saidSchema>

const finish = (end: string | undefined): FinishReason => (end === 'limit' ? 'length' : 'stop')

const usage = ({ spent }: Said): Usage | undefined =>
  spent && { prompt_tokens: spent.in, completion_tokens: spent.out, total_tokens: spent.in + spent.out }

function wholeAnswer(body: Uint8Array, call: ProviderCall<'chat'>) {
  const said = readJson(saidSchema, body, 'something that Acme does not say')
  const calls = said.call
    ? [{ kind: 'call', id: said.call.id, name: said.call.name, input: said.call.with } as const]
    : []
  const parts = [{ kind: 'text', text: said.say } as const, ...calls]
  return completion(call, 'acme', { choices: [{ parts, finish: finish(said.end) }], usage: usage(said) })
}

class AcmeTranslator implements Translator<ServerEvent> {
  readonly out: ChunkMaker

  constructor(call: ProviderCall<'chat'>) {
    this.out = new ChunkMaker(call, 'acme')
  }

  take({ data }: ServerEvent): void {
    const said = readJson(saidSchema, data)
    this.out.text(said.say)
    if (said.call) this.out.wholeCall(said.call, said.call.with)
    const spent = usage(said)
    if (spent) this.out.usage(spent)
    if (said.end === undefined) return
    this.out.finish(finish(said.end))
    this.out.done()
  }
}
