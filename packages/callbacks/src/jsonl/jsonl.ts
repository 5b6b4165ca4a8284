import { type Callback, type Clock, systemClock } from '@turnout/core'
import { decisionText } from '../delivery/decision-text.ts'
import { Trouble } from '../delivery/trouble.ts'
import { type FileSink, fileSink } from '../lines/file-sink.ts'
import { type LineSink, Lines } from '../lines/lines.ts'

export type JsonlOptions = JsonlTarget & {
  /** Whether lines say who was looked at for each choice, which costs something; default: false. */
  readonly steps?: boolean
  readonly name?: string
  readonly clock?: Clock
  readonly warn?: (message: string) => void
}

/** A file, which is added to; or any stream. */
type JsonlTarget = { readonly path: string } | { readonly sink: LineSink }

/** One line of JSON a request: its decision record (`decisionBody`). What cannot be written is dropped and counted. */
export function jsonl(options: JsonlOptions): Callback {
  const { steps = false, name = 'jsonl', clock = systemClock, warn = () => {} } = options
  const sink: LineSink & Partial<FileSink> = 'path' in options ? fileSink(options.path) : options.sink
  const trouble = new Trouble(name, 'path' in options ? options.path : undefined, warn)
  let lost = 0
  const lines: Lines = new Lines(sink, clock, (isWell) => {
    if (!isWell) return trouble.begins('they cannot be written', lost)
    lost = lines.dropped
    trouble.ends(lost)
  })
  return {
    name,
    hears: ['request-end'],
    wantsSteps: steps,
    on(event) {
      if (event.type === 'request-end') lines.add(`${decisionText(event, steps)}\n`)
    },
    losses: () => ({ dropped: lines.dropped, failed: 0 }),
    async close() {
      await lines.end()
      sink.close?.()
    },
  }
}
