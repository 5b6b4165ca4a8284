import type { JsonObject, ProviderError, Usage } from '@turnout/core'

/** One thing that a vendor's answers need, to be OpenAI's. */
export interface AnswerFix {
  /** For the vendors' page. */
  readonly says: string
  /** Whatever it changes has one of these texts in it; an answer, or a run of events, without any passes on unread. */
  readonly marks: readonly string[]
  /** A choice of a plain answer or of a chunk; the same object where nothing has to change. */
  choice?(choice: JsonObject): JsonObject
  usage?(usage: Usage): Usage
  /** The usage of an answer or a chunk that has it in another place. */
  usageIn?(answer: JsonObject): unknown
  /** What a choice says that means it has failed. */
  failure?(choice: JsonObject): ProviderError | undefined
}
