/** Whose signatures Gemini's are, on either surface. */
export const origin = 'gemini'

/** The two places that serve Gemini, and what sets their requests apart. */
export interface Surface {
  /** The provider's name, for refusals. */
  readonly name: string
  /** Whether calls and their results may carry ids; where not, they are matched by their order. */
  readonly callIds: boolean
  /** Whether a file elsewhere needs its media type stated. */
  readonly typedUrls: boolean
  /** Where files that were uploaded lie, with a slash at the end; absent: there are none. */
  readonly files?: string
  /** Whether a request may name its `serviceTier`. */
  readonly serviceTiers: boolean
  /** Whether requests may carry `labels`, for billing. */
  readonly labels: boolean
}

/** Gemini API. */
export const developerApi: Surface = {
  name: 'gemini',
  callIds: true,
  typedUrls: false,
  files: 'https://generativelanguage.googleapis.com/v1beta/',
  serviceTiers: true,
  labels: false,
}

/** Vertex AI: an id is an unknown field there, and the whole request is refused for it. */
export const vertexAi: Surface = {
  name: 'vertex_ai',
  callIds: false,
  typedUrls: true,
  serviceTiers: false,
  labels: true,
}
