import type { JsonObject } from '@turnout/core'

/**
 * The messages of a chat request, put in the order that other providers want: roles alternate, the results of one
 * turn's tools stand together before what else the user says, and nothing is empty.
 */
export interface Conversation {
  /** What system and developer messages say, wherever they stood. */
  readonly system: readonly TextPart[]
  readonly turns: readonly Turn[]
}

export type Turn = UserTurn | AssistantTurn

export interface UserTurn {
  readonly role: 'user'
  readonly parts: readonly UserPart[]
}

export interface AssistantTurn {
  readonly role: 'assistant'
  readonly parts: readonly AssistantPart[]
}

export type UserPart = ToolResultPart | ContentPart
export type AssistantPart = ReasoningPart | TextPart | ToolUsePart

/** What a user says, or a tool. */
export type ContentPart = TextPart | ImagePart | FilePart | AudioPart

interface Placed {
  /** Where it stands in the request, for a refusal: `messages[3].content[0]`. */
  readonly at: string
  /** Anthropic's cache breakpoint, as the caller put it here. */
  readonly cacheControl?: JsonObject
}

export interface TextPart extends Placed {
  readonly kind: 'text'
  readonly text: string
}

export interface ImagePart extends Placed {
  readonly kind: 'image'
  readonly source: MediaSource
  /** OpenAI's `auto`, `low` or `high`. */
  readonly detail?: string
}

export interface FilePart extends Placed {
  readonly kind: 'file'
  readonly source: MediaSource
  readonly filename?: string
}

export interface AudioPart extends Placed {
  readonly kind: 'audio'
  readonly source: Base64Source
}

export type MediaSource = Base64Source | UrlSource | FileIdSource

export interface Base64Source {
  readonly type: 'base64'
  readonly mediaType: string
  readonly data: string
}

export interface UrlSource {
  readonly type: 'url'
  readonly url: string
  /** Where the caller said it. */
  readonly mediaType?: string
}

/** A file that lies with the provider. */
export interface FileIdSource {
  readonly type: 'file-id'
  readonly id: string
  readonly mediaType?: string
}

export interface ToolResultPart extends Placed {
  readonly kind: 'tool-result'
  /** The id of the call it answers, without a signature in it. */
  readonly id: string
  /** The name of the tool, looked up from the call. */
  readonly name: string
  readonly parts: readonly ContentPart[]
  readonly isError: boolean
}

export interface ToolUsePart extends Placed {
  readonly kind: 'tool-use'
  /** Without a signature in it. */
  readonly id: string
  readonly name: string
  readonly input: JsonObject
  /** Gemini's thought signature, where it is of the origin asked for. */
  readonly signature?: string
}

/** Reasoning: with its signature, or only its encrypted form, where it is of the origin asked for; else plain text. */
export interface ReasoningPart extends Placed {
  readonly kind: 'reasoning'
  readonly text: string
  readonly signature?: string
  /** Instead of text: what the provider hid (Anthropic's `redacted_thinking`). */
  readonly redacted?: string
}
