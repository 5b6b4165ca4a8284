import type { Batch, OperationName, Usage, WholeBatch } from '@turnout/core'
import type { Ask } from './ask.ts'
import { inputTokensOf } from './token-estimate.ts'

/** What an answer has cost in tokens: as the provider told it, else as reckoned from what was seen. */
export class UsageMeter {
  readonly #ask: Ask<OperationName>
  #whole: WholeBatch<OperationName> | undefined
  #told: Usage | undefined
  #events = 0

  constructor(ask: Ask<OperationName>) {
    this.#ask = ask
  }

  note(batch: Batch<OperationName>): void {
    if (batch.kind === 'whole') {
      this.#whole = batch
      return
    }
    const { usage, content, events = 1 } = batch.facts
    if (usage && isSaid(usage)) this.#told = usage
    if (content) this.#events += events
  }

  /** A stream's events with content are about a token each. */
  read(): { readonly usage: Usage; readonly estimated: boolean } {
    this.#told ??= this.#whole && toldBy(this.#whole)
    if (this.#told) return { usage: this.#told, estimated: false }
    const prompt_tokens = inputTokensOf(this.#ask)
    const completion_tokens = this.#events
    const total_tokens = prompt_tokens + completion_tokens
    return { usage: { prompt_tokens, completion_tokens, total_tokens }, estimated: true }
  }
}

/** An adapter that fails to tell must not keep the attempt from ending. */
function toldBy(batch: WholeBatch<OperationName>): Usage | undefined {
  try {
    const usage = batch.usage()
    return usage && isSaid(usage) ? usage : undefined
  } catch {
    return undefined
  }
}

/** What is no number would make every sum that it goes into none. */
const isSaid = ({ total_tokens }: Usage): boolean => Number.isFinite(total_tokens)
