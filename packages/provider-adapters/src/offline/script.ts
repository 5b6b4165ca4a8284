import { type ChunkOf, choicesAsked, type OperationName, type ProviderCall, type ResultOf } from '@turnout/core'

/** What a model without a network says. */
export interface Script<O extends OperationName> {
  readonly result: ResultOf<O>
  /** The stream's content, a token each; the role chunk and the finish chunk stand around them. */
  readonly words: readonly ChunkOf<O>[]
  readonly opening?: ChunkOf<O>
  readonly closing: readonly ChunkOf<O>[]
}

/** As many choices as OpenAI gives at most. */
const mostChoices = 128

/** The indexes of the choices a call asks for. */
export const choiceIndexes = ({ request, deployment }: ProviderCall<'chat' | 'textCompletion'>): readonly number[] =>
  Array.from({ length: Math.min(choicesAsked(request, deployment.defaults), mostChoices) }, (_, index) => index)

/** When the answer to a call was made, in seconds. */
export const createdAt = ({ runtime }: ProviderCall<OperationName>): number => Math.floor(runtime.clock.wallMs() / 1000)
