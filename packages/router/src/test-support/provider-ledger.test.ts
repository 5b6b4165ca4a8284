import { type Batch, type Exchange, type ProviderAdapter, type ProviderCall, ProviderError } from '@turnout/core'
import { type Step, scriptedProvider } from '@turnout/testing'

/** One attempt, as the provider saw it. */
interface Seen {
  readonly model: string
  readonly atMs: number
  /** How many ran there, this one included, when it began. */
  readonly running: number
  /** False: it was not sent after all. */
  sent: boolean
}

/** A scripted provider that writes down when attempts run. Each of a stream's batches takes as long as `pauseMs` says. */
export class ProviderLedger {
  readonly seen: Seen[] = []
  readonly adapter: ProviderAdapter
  readonly #running = new Map<string, number>()

  constructor(script: Readonly<Record<string, readonly Step[]>>, pauseMs: () => number) {
    const chat = scriptedProvider(script).operations.chat
    if (!chat) throw new Error('no chat')
    this.adapter = {
      name: 'scripted',
      operations: {
        chat: async (call) => {
          const { model } = call.deployment
          const seen = { model, atMs: call.runtime.clock.monotonicMs(), running: this.running(model) + 1, sent: true }
          this.seen.push(seen)
          const end = this.#begin(model)
          try {
            const exchange = await chat(call)
            return watched(exchange, call, pauseMs, end)
          } catch (error) {
            seen.sent = !ProviderError.is(error) || error.sent
            end()
            throw error
          }
        },
      },
    }
  }

  running(model: string): number {
    return this.#running.get(model) ?? 0
  }

  get idle(): boolean {
    return [...this.#running.values()].every((count) => count === 0)
  }

  /** The most that were sent to a model in any sliding minute. */
  mostInAMinute(model: string): number {
    const times = this.seen.filter((seen) => seen.sent && seen.model === model).map(({ atMs }) => atMs)
    return Math.max(
      0,
      ...times.map((fromMs) => times.filter((atMs) => atMs >= fromMs && atMs < fromMs + 60_000).length),
    )
  }

  mostAtATime(model: string): number {
    return Math.max(0, ...this.seen.filter((seen) => seen.model === model).map(({ running }) => running))
  }

  #begin(model: string): () => void {
    this.#running.set(model, this.running(model) + 1)
    let over = false
    return () => {
      if (!over) this.#running.set(model, this.running(model) - 1)
      over = true
    }
  }
}

/** The provider is done when it has sent the last batch, broken off, or been let go. */
function watched(
  { head, batches, cancel }: Exchange<'chat'>,
  { scope, runtime }: ProviderCall<'chat'>,
  pauseMs: () => number,
  end: () => void,
): Exchange<'chat'> {
  async function* passing(): AsyncGenerator<Batch<'chat'>> {
    try {
      for await (const batch of batches) {
        if (batch.kind === 'chunks') await runtime.clock.sleep(pauseMs(), scope)
        if (scope.reason) throw scope.reason
        if (batch.kind === 'whole' || batch.facts.done) end()
        yield batch
      }
    } finally {
      end()
    }
  }
  return {
    head,
    batches: passing(),
    cancel: () => {
      end()
      cancel()
    },
  }
}
