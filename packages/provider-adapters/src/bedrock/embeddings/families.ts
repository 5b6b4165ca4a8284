import * as z from 'zod'
import type { EmbeddingAsked, EmbeddingSaid } from '../../kit/embeddings.ts'

/** How a family of models is asked for vectors through InvokeModel. */
export interface EmbeddingFamily {
  readonly models: RegExp
  /** How many texts one request takes. */
  readonly textsAtOnce: number
  /** Whether the caller may choose how long the vectors are. */
  readonly dimensions: boolean
  body(asked: EmbeddingAsked): object
  /** Where it does not say how many tokens there were, a header does. */
  readonly answer: z.ZodType<EmbeddingSaid>
}

const vector = z.array(z.number())

const titanAnswer = z
  .object({ embedding: vector, inputTextTokenCount: z.number().nullish() })
  .transform(({ embedding, inputTextTokenCount: promptTokens }) => ({ vectors: [embedding], promptTokens }))

const cohereAnswer = z
  .object({ embeddings: z.union([z.array(vector), z.object({ float: z.array(vector) })]) })
  .transform(({ embeddings }) => ({ vectors: 'float' in embeddings ? embeddings.float : embeddings }))

const novaAnswer = z
  .object({ embeddings: z.array(z.object({ embedding: vector })) })
  .transform(({ embeddings }) => ({ vectors: embeddings.map(({ embedding }) => embedding) }))

const cohere = (dimensions: boolean) => ({
  ...{ textsAtOnce: 96, dimensions, answer: cohereAnswer },
  body: ({ texts, dimensions, request }: EmbeddingAsked) => ({
    ...{ texts, input_type: request['input_type'] ?? 'search_document', truncate: request['truncate'] },
    output_dimension: dimensions,
  }),
})

/** Bedrock User Guide, "Amazon Titan Text Embeddings", "Cohere Embed"; Nova User Guide, "Embeddings". The first that fits. */
export const embeddingFamilies: readonly EmbeddingFamily[] = [
  {
    ...{ models: /titan-embed-image/, textsAtOnce: 1, dimensions: true, answer: titanAnswer },
    body: ({ texts: [inputText], dimensions }) => ({
      inputText,
      embeddingConfig: dimensions ? { outputEmbeddingLength: dimensions } : undefined,
    }),
  },
  {
    ...{ models: /titan-embed-text-v2/, textsAtOnce: 1, dimensions: true, answer: titanAnswer },
    body: ({ texts: [inputText], dimensions, request }) => ({ inputText, dimensions, normalize: request['normalize'] }),
  },
  {
    ...{ models: /titan-embed/, textsAtOnce: 1, dimensions: false, answer: titanAnswer },
    body: ({ texts: [inputText] }) => ({ inputText }),
  },
  {
    ...{ models: /nova-.*embeddings/, textsAtOnce: 1, dimensions: true, answer: novaAnswer },
    body: ({ texts: [value], dimensions, request }) => ({
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: request['embeddingPurpose'] ?? 'GENERIC_INDEX',
        embeddingDimension: dimensions,
        text: { truncationMode: request['truncationMode'] ?? 'END', value },
      },
    }),
  },
  { models: /cohere\.embed-v4/, ...cohere(true) },
  { models: /cohere\.embed/, ...cohere(false) },
]
