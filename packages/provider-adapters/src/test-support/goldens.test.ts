import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ChatChunk, Deployment, ProviderAdapter, ProviderError } from '@turnout/core'
import { seededRandom, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { assemble, completionShape } from './assemble.test.ts'
import { chatCall, exchangeOf, wholeOf } from './provider-call.test.ts'
import { cutAnswer, haveRecordings, isStream, type Recording } from './recordings.test.ts'

/** Checked in, and not under `src`, because they are neither source nor published. */
const folder = resolve(import.meta.dirname, '../../goldens')

/** Whose recordings are replayed, and how. */
export interface Golden {
  readonly adapter: ProviderAdapter
  /** Chat answers; those with an error status are left out. */
  readonly recordings: readonly Recording[]
  /** The deployment a recording was made with, where the adapter needs more than a model. */
  deploymentOf?(recording: Recording): Partial<Deployment>
  /** What was asked, in OpenAI's words, where the reading of the answer depends on it. */
  requestOf?(recording: Recording): object
  /** The provider's own words pass on, and are not held to what ours are like. */
  readonly passesOn?: boolean
}

/**
 * Replays recorded chat answers through an adapter, and compares what they become with `goldens/NAME/CASE.json`: a plain
 * answer's completion; a stream's, put together, with the number of its chunks. Streams are cut at random places too.
 * A golden that is not there yet is written, and one that differs is written anew by `vitest run -u`; not where `CI` is
 * set: there either fails.
 */
export function goldens(
  name: string,
  { adapter, recordings, deploymentOf, requestOf, passesOn = false }: Golden,
): void {
  const own = recordings.filter(({ status }) => status === 200)
  const play = (recording: Recording, places: readonly number[] = []) => {
    const request = { stream_options: { include_usage: true }, ...requestOf?.(recording) }
    const given = { stream: isStream(recording), runtime: testRuntime(), deployment: deploymentOf?.(recording) ?? {} }
    return exchangeOf(adapter, chatCall(request, given), cutAnswer(recording, places)).exchange
  }

  describe.skipIf(!haveRecordings)(`${name}, golden`, () => {
    it.each(own.filter((recording) => !isStream(recording)))('reads the answer of $name', async (recording) => {
      const completion = (await wholeOf((await play(recording)).batches)).result()
      if (!passesOn) completionShape.parse(completion)
      await expectGolden(name, recording, { completion })
    })

    it.each(own.filter(isStream))('reads the stream of $name', async (recording) => {
      const heard = await listen(play(recording))
      const completion = assemble(heard.chunks)
      if (!heard.error && !passesOn) completionShape.parse(completion)
      const { error } = heard
      const failed = error ? { error: { kind: error.kind, code: error.code ?? null, message: error.message } } : {}
      await expectGolden(name, recording, { completion, chunks: heard.chunks.length, done: heard.done, ...failed })
    })

    it.each(own.filter(isStream))('reads $name however it is cut', async (recording) => {
      const whole = await listen(play(recording))
      for (const seed of [1, 2, 3]) expect(await listen(play(recording, randomPlaces(recording, seed)))).toEqual(whole)
    })

    it('has a recording for each golden', () => {
      const known = new Set(own.map(fileOf))
      const kept = existsSync(resolve(folder, name)) ? readdirSync(resolve(folder, name)) : []
      expect(kept.filter((file) => !known.has(file))).toEqual([])
    })
  })
}

const fileOf = (recording: Recording): string =>
  `${recording.name.slice(recording.name.indexOf('/') + 1).replace(' ', '-')}.json`

const expectGolden = (name: string, recording: Recording, value: object): Promise<void> =>
  expect(`${JSON.stringify(value, shortened, 2)}\n`).toMatchFileSnapshot(resolve(folder, name, fileOf(recording)))

/** Long signatures and encrypted texts stand in a golden by their length and digest: a recording is not copied. */
const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && /^\S{300,}$/.test(value)
    ? `${value.slice(0, 20)}… (${value.length} characters, ${createHash('sha256').update(value).digest('hex').slice(0, 16)})`
    : value

const mostCuts = 200

/** In order; more than one at the same place is one. */
function randomPlaces({ bytes }: Recording, seed: number): readonly number[] {
  const random = seededRandom(seed)
  return Array.from({ length: mostCuts }, () => Math.floor(random() * bytes.length)).sort((a, b) => a - b)
}

/** All that a stream said. An error it was cut by counts as one inside it. */
async function listen(exchange: ReturnType<typeof exchangeOf<'chat'>>['exchange']) {
  const chunks: ChatChunk[] = []
  let error: ProviderError | undefined
  let done = false
  for await (const batch of (await exchange).batches) {
    if (batch.kind !== 'chunks') throw new Error('expected chunks')
    chunks.push(...batch.chunks())
    error ??= batch.facts.error
    done ||= batch.facts.done
  }
  return { chunks, error, done }
}
