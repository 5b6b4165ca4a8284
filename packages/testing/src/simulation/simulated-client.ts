import { type Batch, CancelScope, TurnoutError } from '@turnout/core'
import { type InstanceSeen, newRequest, type RequestSeen } from './seen.ts'
import type { SimulatedReply } from './simulated-instance.ts'
import type { Simulation } from './simulation.ts'
import type { ClientRequest } from './world.ts'

/** What nobody but the provider may see. */
const promptCanary = 'canary-prompt'

/** One client: asks, reads as it likes, leaves when it likes, and may try again by itself. */
export async function liveClient(simulation: Simulation, asked: ClientRequest): Promise<void> {
  for (let turn = 0; ; turn++) {
    const instance = instanceFor(simulation, asked)
    if (!instance) return simulation.reach('no instance is up')
    const request = await ask(simulation, asked, instance, turn)
    const { failure, outcome } = request
    if (outcome !== 'failure' || turn >= asked.retries || !failure?.shouldRetry) return
    simulation.reach("a client's own retry")
    const waitMs = Math.min(20_000, failure.spreadAfterMs ?? failure.retryAfterMs ?? 500 * 2 ** turn)
    await new Promise<void>((resolve) => simulation.time.timer(waitMs, resolve))
  }
}

/** The one that it wants, or whoever is up. */
function instanceFor({ seen }: Simulation, asked: ClientRequest): InstanceSeen | undefined {
  const up = seen.instances.filter(({ router, isGone }) => router && !isGone)
  return up.find(({ index }) => index === asked.instance) ?? up[0]
}

function ask(simulation: Simulation, asked: ClientRequest, instance: InstanceSeen, turn: number): Promise<RequestSeen> {
  const { seen } = simulation
  const id = turn === 0 ? `${asked.id}` : `${asked.id}.${turn}`
  const request = newRequest(id, asked, instance, simulation.nowMs, turn > 0)
  seen.requests.set(request.id, request)
  simulation.see({ type: 'asked', request })
  return new Promise((resolve) => {
    const over = (): void => {
      stopWaiting()
      resolve(request)
    }
    const stopWaiting = onDeath(simulation, instance, () => {
      end(simulation, request, 'lost')
      over()
    })
    talk(simulation, request, over).then(over, (error: unknown) => {
      failed(simulation, request, error)
      over()
    })
  })
}

/** Runs when the process crashes that has the connection. */
function onDeath(simulation: Simulation, instance: InstanceSeen, run: () => void): () => void {
  const listeners = simulation.onCrash.get(instance) ?? new Set()
  simulation.onCrash.set(instance, listeners)
  listeners.add(run)
  return () => void listeners.delete(run)
}

async function talk(simulation: Simulation, request: RequestSeen, gone: () => void): Promise<void> {
  const { asked, instance } = request
  const { maxTokens, stream, caller, deadlineMs, timeoutMs, numRetries } = asked
  const scope = new CancelScope()
  let reply: SimulatedReply | undefined
  const leave = (): void => {
    if (request.outcome) return
    request.leftMs = simulation.nowMs
    if (asked.leavesBy === 'cancel' && reply) reply.cancel()
    else scope.cancel()
    simulation.see({ type: 'left', request })
    end(simulation, request, 'left')
    gone()
  }
  const stopLeaving = asked.leavesMs === undefined ? () => {} : simulation.time.timer(asked.leavesMs, leave)
  try {
    const content = `p${asked.prompt} ${promptCanary}`
    const body = { model: asked.model, messages: [{ role: 'user' as const, content }], stream }
    const isRetry = asked.retries > 0 ? request.isRetry : undefined
    reply = await instance.router?.call(
      { ...body, ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }) },
      { scope, requestId: request.id, caller, deadlineMs, timeoutMs, numRetries, isRetry },
    )
    if (!reply) return
    if (request.outcome) return reply.cancel()
    if (reply.cache) request.cache = reply.cache.status
    if (stream) await read(simulation, request, reply)
    else hear(simulation, request, reply.whole())
    if (!request.outcome) end(simulation, request, 'success')
  } finally {
    stopLeaving()
  }
}

async function read(simulation: Simulation, request: RequestSeen, reply: SimulatedReply): Promise<void> {
  const { thinksMs, forgetsAfter = Infinity } = request.asked
  for (let reads = 0; ; reads++) {
    if (reads >= forgetsAfter) return end(simulation, request, 'forgotten')
    if (thinksMs > 0) await new Promise<void>((resolve) => simulation.time.timer(thinksMs, resolve))
    if (request.outcome) return
    const { done, value } = await reply.next()
    if (request.outcome) return
    if (done) break
    hear(simulation, request, value)
  }
  const more = await reply.next()
  if (!more.done) simulation.violate(9, `r${request.id}: there is more after the end`)
}

/** Each part of a text says which call it is of, and which part of it. */
function hear(simulation: Simulation, request: RequestSeen, batch: Batch<'chat'>): void {
  const text = textOf(batch)
  if (text === '') return
  request.contentMs ??= simulation.nowMs
  // `CALL.PART canary`, again and again.
  for (let from = 0; from < text.length; from = text.indexOf(' ', text.indexOf(' ', from) + 1) + 1) {
    const callId = Number.parseInt(text.slice(from), 10)
    const at = Number.parseInt(text.slice(text.indexOf('.', from) + 1), 10)
    request.call ??= callId
    if (request.call !== callId) simulation.violate(9, `r${request.id}: call ${callId} goes on after ${request.call}`)
    else if (at !== request.parts)
      simulation.violate(9, `r${request.id}: part ${at} comes after ${request.parts} parts`)
    request.parts = at + 1
  }
  simulation.see({ type: 'content', request })
}

function textOf(batch: Batch<'chat'>): string {
  if (batch.kind === 'whole') return String(batch.result().choices[0]?.message.content ?? '')
  let text = ''
  for (const { choices } of batch.chunks()) text += choices[0]?.delta.content ?? ''
  return text
}

function failed(simulation: Simulation, request: RequestSeen, error: unknown): void {
  if (request.outcome) return
  if (TurnoutError.is(error)) {
    request.failure = error
    end(simulation, request, 'failure')
  } else {
    simulation.violate(2, `r${request.id}: ${error instanceof Error ? error.stack : String(error)}`)
    end(simulation, request, 'failure')
  }
}

function end(simulation: Simulation, request: RequestSeen, outcome: NonNullable<RequestSeen['outcome']>): void {
  if (request.outcome) return
  request.outcome = outcome
  request.outcomeMs = simulation.nowMs
  simulation.see({ type: 'over', request })
}
