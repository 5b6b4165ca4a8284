import {
  type Batch,
  type ChatChunk,
  type ChatCompletion,
  type Exchange,
  type Facts,
  noFacts,
  type ProviderAdapter,
  type ProviderCall,
  ProviderError,
  type Usage,
  type WholeBatch,
} from '@turnout/core'
import { type CallPlan, errorOf, planCall } from './plan-call.ts'
import type { InstanceSeen, UpstreamCall } from './seen.ts'
import type { Simulation } from './simulation.ts'

const head = { status: 200, headers: {} }

type Call = ProviderCall<'chat'>

/** What nobody but the client may see. */
const answerCanary = 'canary-answer'

/** The provider as one instance reaches it. What it did, and until when, is written down on its own side. */
export function simulatedUpstream(simulation: Simulation, instance: InstanceSeen): ProviderAdapter {
  return {
    name: 'simulated-provider',
    operations: {
      chat: async (asked): Promise<Exchange<'chat'>> => {
        const call = arrive(simulation, instance, asked)
        const end = (): void => simulation.endCall(call)
        asked.scope.onCancel(end)
        const { plan } = call
        await asked.runtime.clock.sleep(plan.delayMs, asked.scope)
        if (plan.fault === 'hang') await new Promise<void>((resolve) => asked.scope.onCancel(resolve))
        const error = asked.scope.reason ?? errorOf(plan) ?? plainError(plan, asked)
        if (error) {
          end()
          throw error
        }
        const exchange = { head, batches: told(simulation, call, asked), cancel: end }
        if (asked.stream || plan.fault === 'stall' || call.id % 4 === 0) return exchange
        // As adapters do that read a plain answer to its end; the others are read here.
        end()
        return { ...exchange, whole: whole(call) }
      },
    },
  }
}

/** The number after the first letter of a prompt, as clients write it. */
const promptOf = ({ request }: Call): number => Number.parseInt(String(request.messages[0]?.content).slice(1), 10)

function arrive(simulation: Simulation, instance: InstanceSeen, asked: Call): UpstreamCall {
  const { seen, world } = simulation
  const { id: deployment } = asked.deployment
  const upstream = world.upstreams[deployment]
  if (!upstream) throw new Error(`There is no provider for ${deployment}.`)
  const prompt = promptOf(asked)
  const turn = seen.turnOf(prompt)
  const atMs = simulation.sinceStartMs
  const id = seen.calls.length
  const plan = planCall(upstream, atMs, simulation.isHealed, [world.seed, prompt, turn, indexOf(deployment)])
  const startMs = simulation.nowMs
  const call: UpstreamCall = { id, instance, deployment, prompt, startMs, plan, said: 0, endMs: undefined }
  simulation.startCall(call)
  return call
}

const indexOf = (deployment: string): number => Number.parseInt(deployment.slice(1), 10)

/** A plain answer that breaks fails as a whole. */
function plainError({ fault }: CallPlan, { stream }: Call): ProviderError | undefined {
  if (stream) return undefined
  if (fault === 'cut' || fault === 'silent-cut' || fault === 'unfinished' || fault === 'error-inside') return cut()
  return fault === 'empty' ? new ProviderError('server', 'simulated nothing') : undefined
}

const cut = () => new ProviderError('connection', 'simulated cut', { code: 'upstream_truncated' })

const begun: Facts = { ...noFacts, choices: 1 }
const said: Facts = { ...noFacts, content: true, choices: 1 }
const finished: Facts = { content: true, choices: 1, finished: [0], done: true }

async function* told(simulation: Simulation, call: UpstreamCall, asked: Call): AsyncGenerator<Batch<'chat'>> {
  const { plan } = call
  const { scope, runtime } = asked
  try {
    if (!asked.stream) {
      if (plan.fault === 'stall') await silence(asked)
      simulation.endCall(call)
      yield whole(call)
      return
    }
    yield { kind: 'chunks', facts: begun, chunks: () => [chunk({ role: 'assistant' })] }
    if (plan.fault === 'silent-cut') throw cut()
    if (plan.fault === 'empty') return
    for (let part = 0; part < plan.parts; part++) {
      if (plan.gapMs > 0) await runtime.clock.sleep(plan.gapMs, scope)
      if (scope.reason) throw scope.reason
      call.said = part + 1
      const content = `${call.id}.${part} ${answerCanary} `
      yield { kind: 'chunks', facts: said, chunks: () => [chunk({ content })] }
    }
    if (plan.fault === 'cut') throw cut()
    if (plan.fault === 'stall') await silence(asked)
    if (plan.fault === 'unfinished') return
    if (plan.fault === 'error-inside') {
      const error = new ProviderError('unavailable', 'simulated error in the stream')
      yield { kind: 'chunks', facts: { ...noFacts, error }, chunks: () => [] }
      return
    }
    simulation.endCall(call)
    const usage = usageOf(call)
    yield {
      kind: 'chunks',
      facts: usage ? { ...finished, usage } : finished,
      chunks: () => [chunk({}, finishOf(plan))],
    }
  } finally {
    simulation.endCall(call)
  }
}

async function silence({ scope }: Call): Promise<never> {
  await new Promise<void>((resolve) => scope.onCancel(resolve))
  throw scope.reason ?? cut()
}

function whole(call: UpstreamCall): WholeBatch<'chat'> {
  const { plan } = call
  call.said = plan.parts
  let content = ''
  for (let part = 0; part < plan.parts; part++) content += `${call.id}.${part} ${answerCanary} `
  const usage = usageOf(call)
  const result: ChatCompletion = {
    ...{ id: `chatcmpl-${call.id}`, object: 'chat.completion', created: 1_700_000_000, model: call.deployment },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finishOf(plan) }],
    ...(usage ? { usage } : {}),
  }
  return { kind: 'whole', usage: () => usage, result: () => result }
}

const finishOf = ({ fault }: CallPlan): string => (fault === 'blocked' ? 'content_filter' : 'stop')

/** No two calls of a world took the same. */
function usageOf({ plan, id }: UpstreamCall): Usage | undefined {
  if (!plan.tellsUsage) return undefined
  const prompt_tokens = 1 + (id % 7)
  return { prompt_tokens, completion_tokens: plan.parts, total_tokens: prompt_tokens + plan.parts }
}

const chunk = (delta: ChatChunk['choices'][number]['delta'], finish: string | null = null): ChatChunk => ({
  id: 'chatcmpl-simulated',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'simulated',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
