import type { Exchange, ProviderCall, ResponseHead } from '@turnout/core'
import { type EmbeddingSaid, embeddingAsked, embeddingBatch, sumIfKnown } from '../../kit/embeddings.ts'
import { misconfigured } from '../../kit/misconfigured.ts'
import { openExchange } from '../../kit/open-exchange.ts'
import { PlainExchange } from '../../kit/plain-exchange.ts'
import { readJson, unreadable } from '../../kit/unreadable.ts'
import { unsupported } from '../../kit/unsupported.ts'
import { writeJson } from '../../kit/write-json.ts'
import type { Write } from '../bedrock.ts'
import { modelNameOf } from '../model-id.ts'
import { type EmbeddingFamily, embeddingFamilies } from './families.ts'
import { inLanes } from './in-lanes.ts'

/** Requests of one call that are on their way at once. */
const lanes = 4

/** A call is as many requests as its texts need; most families take one text a request. The first failure is the call's. */
export async function embed(call: ProviderCall<'embedding'>, write: Write): Promise<Exchange<'embedding'>> {
  const { texts, dimensions } = embeddingAsked(call)
  const family = familyOf(call)
  if (dimensions && !family.dimensions) throw unsupported('bedrock', 'dimensions')
  const groups = grouped(texts, family.textsAtOnce)
  const answers = await inLanes(groups, lanes, (input) =>
    ask({ ...call, request: { ...call.request, input } }, family, write),
  )
  const [first] = answers
  if (!first) throw unreadable('nothing')
  const vectors = answers.flatMap((answer) => answer.vectors)
  const promptTokens = sumIfKnown(answers.map((answer) => answer.promptTokens))
  return new PlainExchange(first.head, embeddingBatch(call, { vectors, promptTokens }))
}

function familyOf({ deployment }: ProviderCall<'embedding'>): EmbeddingFamily {
  const stated = deployment.info['base_model']
  const name = typeof stated === 'string' && stated !== '' ? stated : modelNameOf(deployment.model).id
  const family = embeddingFamilies.find(({ models }) => models.test(name))
  if (family) return family
  throw misconfigured(`It is not known how ${name} at Bedrock makes embeddings; model_info.base_model may say it.`)
}

function grouped(texts: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(texts.length / size)
  return Array.from({ length: count }, (_, i) => texts.slice(i * size, (i + 1) * size))
}

interface Answer extends EmbeddingSaid {
  readonly head: ResponseHead
}

async function ask(call: ProviderCall<'embedding'>, family: EmbeddingFamily, write: Write): Promise<Answer> {
  const request = await write(call, 'invoke', writeJson(family.body(embeddingAsked(call))))
  let said: EmbeddingSaid = { vectors: [] }
  const { head } = await openExchange(call, request, {
    whole(body) {
      said = readJson(family.answer, body, 'something that is no embedding')
      return embeddingBatch(call, said)
    },
  })
  return { head, vectors: said.vectors, promptTokens: said.promptTokens ?? tokensIn(head) }
}

/** Some families say it only in a header of InvokeModel. */
function tokensIn({ headers }: ResponseHead): number | undefined {
  const said = headers['x-amzn-bedrock-input-token-count']
  return said === undefined ? undefined : Number(said) || 0
}
