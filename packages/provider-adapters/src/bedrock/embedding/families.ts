import type { EmbeddingRequest } from '@turnout/core'
import * as z from 'zod'

/** How a family of models is asked for vectors through InvokeModel. */
export interface EmbeddingFamily {
  readonly models: RegExp
  /** How many texts one request takes. */
  readonly textsAtOnce: number
  /** Whether the caller may choose how long the vectors are. */
  readonly dimensions: boolean
  body(texts: readonly string[], asked: EmbeddingRequest): object
  readonly answer: z.ZodType<EmbeddingAnswer>
}

interface EmbeddingAnswer {
  readonly vectors: readonly (readonly number[])[]
  /** Where the body says it; else a header does. */
  readonly tokens?: number | undefined
}

const vector = z.array(z.number())

const titanAnswer = z
  .object({ embedding: vector, inputTextTokenCount: z.number().nullish() })
  .transform(({ embedding, inputTextTokenCount: tokens }) => ({ vectors: [embedding], tokens: tokens ?? undefined }))

const cohereAnswer = z
  .object({ embeddings: z.union([z.array(vector), z.object({ float: z.array(vector) })]) })
  .transform(({ embeddings }) => ({ vectors: 'float' in embeddings ? embeddings.float : embeddings }))

const novaAnswer = z
  .object({ embeddings: z.array(z.object({ embedding: vector })) })
  .transform(({ embeddings }) => ({ vectors: embeddings.map(({ embedding }) => embedding) }))

const cohere = (dimensions: boolean) => ({
  ...{ textsAtOnce: 96, dimensions, answer: cohereAnswer },
  body: (texts: readonly string[], asked: EmbeddingRequest) => ({
    ...{ texts, input_type: asked['input_type'] ?? 'search_document', truncate: asked['truncate'] },
    output_dimension: asked.dimensions,
  }),
})

/** Bedrock User Guide, "Amazon Titan Text Embeddings", "Cohere Embed"; Nova User Guide, "Embeddings". The first that fits. */
export const embeddingFamilies: readonly EmbeddingFamily[] = [
  {
    ...{ models: /titan-embed-image/, textsAtOnce: 1, dimensions: true, answer: titanAnswer },
    body: ([inputText], { dimensions }) => ({
      inputText,
      embeddingConfig: dimensions ? { outputEmbeddingLength: dimensions } : undefined,
    }),
  },
  {
    ...{ models: /titan-embed-text-v2/, textsAtOnce: 1, dimensions: true, answer: titanAnswer },
    body: ([inputText], asked) => ({ inputText, dimensions: asked.dimensions, normalize: asked['normalize'] }),
  },
  {
    ...{ models: /titan-embed/, textsAtOnce: 1, dimensions: false, answer: titanAnswer },
    body: ([inputText]) => ({ inputText }),
  },
  {
    ...{ models: /nova-.*embeddings/, textsAtOnce: 1, dimensions: true, answer: novaAnswer },
    body: ([value], asked) => ({
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: asked['embeddingPurpose'] ?? 'GENERIC_INDEX',
        embeddingDimension: asked.dimensions,
        text: { truncationMode: asked['truncationMode'] ?? 'END', value },
      },
    }),
  },
  { models: /cohere\.embed-v4/, ...cohere(true) },
  { models: /cohere\.embed/, ...cohere(false) },
]
