import type {
  EmbeddingRequest,
  EmbeddingResponse,
  Exchange,
  ProviderCall,
  ResponseHead,
  WholeBatch,
} from '@turnout/core'
import * as z from 'zod'
import { misconfigured } from '../../kit/misconfigured.ts'
import { openExchange } from '../../kit/open-exchange.ts'
import { parseParam } from '../../kit/parse-param.ts'
import { PlainExchange } from '../../kit/plain-exchange.ts'
import { readJson, unreadable } from '../../kit/unreadable.ts'
import { unsupported } from '../../kit/unsupported.ts'
import { writeJson } from '../../kit/write-json.ts'
import type { Write } from '../bedrock.ts'
import { modelNameOf } from '../model-id.ts'
import { type EmbeddingFamily, embeddingFamilies } from './families.ts'
import { inLanes } from './in-lanes.ts'

const textsSchema = z.union([z.string(), z.array(z.string()).min(1)])

/** Requests of one call that are on their way at once. */
const lanes = 4

/** A call is as many requests as its texts need; most families take one text a request. The first failure is the call's. */
export async function embed(call: ProviderCall<'embedding'>, write: Write): Promise<Exchange<'embedding'>> {
  const asked = { ...call.deployment.defaults, ...call.request }
  const family = familyOf(call)
  if (asked.dimensions && !family.dimensions) throw unsupported('bedrock', 'dimensions')
  const texts = textsOf(asked)
  const groups = grouped(texts, family.textsAtOnce)
  const answers = await inLanes(groups, lanes, (group) => ask(call, family, group, asked, write))
  const [first] = answers
  if (!first) throw unreadable('nothing')
  return new PlainExchange(first.head, wholeOf(call, asked, answers))
}

function familyOf({ deployment }: ProviderCall<'embedding'>): EmbeddingFamily {
  const stated = deployment.info['base_model']
  const name = typeof stated === 'string' && stated !== '' ? stated : modelNameOf(deployment.model).id
  const family = embeddingFamilies.find(({ models }) => models.test(name))
  if (family) return family
  throw misconfigured(`It is not known how ${name} at Bedrock makes embeddings; model_info.base_model may say it.`)
}

function textsOf(asked: EmbeddingRequest): readonly string[] {
  const { input } = asked
  const first: unknown = Array.isArray(input) ? input[0] : undefined
  if (typeof first === 'number' || Array.isArray(first)) throw unsupported('bedrock', 'input', 'tokens as input')
  return [parseParam(textsSchema, input, 'input')].flat()
}

function grouped(texts: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(texts.length / size)
  return Array.from({ length: count }, (_, i) => texts.slice(i * size, (i + 1) * size))
}

interface Answer {
  readonly head: ResponseHead
  readonly vectors: readonly (readonly number[])[]
  readonly tokens: number
}

async function ask(
  call: ProviderCall<'embedding'>,
  family: EmbeddingFamily,
  texts: readonly string[],
  asked: EmbeddingRequest,
  write: Write,
): Promise<Answer> {
  const request = await write(call, 'invoke', writeJson(family.body(texts, asked)))
  let read: { readonly vectors: Answer['vectors']; readonly tokens?: number | undefined } = { vectors: [] }
  const { head } = await openExchange(call, request, {
    whole(body) {
      read = readJson(family.answer, body, 'something that is no embedding')
      if (read.vectors.length !== texts.length) throw unreadable('another number of vectors than of texts')
      return wholeOf(call, asked, [])
    },
    stream: () => {
      throw unreadable('a stream')
    },
  })
  return { head, vectors: read.vectors, tokens: read.tokens ?? tokensIn(head) }
}

/** Some families say it only in a header of InvokeModel. */
const tokensIn = ({ headers }: ResponseHead): number => Number(headers['x-amzn-bedrock-input-token-count'] ?? 0) || 0

function wholeOf(
  { deployment }: ProviderCall<'embedding'>,
  asked: EmbeddingRequest,
  answers: readonly Answer[],
): WholeBatch<'embedding'> {
  const vectors = answers.flatMap((answer) => answer.vectors)
  const prompt_tokens = answers.reduce((sum, { tokens }) => sum + tokens, 0)
  const result: EmbeddingResponse = {
    object: 'list',
    data: vectors.map((vector, index) => ({
      ...{ object: 'embedding', index },
      embedding: asked.encoding_format === 'base64' ? base64(vector) : vector,
    })),
    model: deployment.model,
    usage: { prompt_tokens, total_tokens: prompt_tokens },
  }
  const usage = { prompt_tokens, completion_tokens: 0, total_tokens: prompt_tokens }
  return { kind: 'whole', result: () => result, usage: () => usage }
}

/** OpenAI's: 32-bit floats, little-endian. */
const base64 = (vector: readonly number[]): string => Buffer.from(new Float32Array(vector).buffer).toString('base64')
