import type { JsonObject, Runtime } from '@turnout/core'
import type { CandidatePart } from './response-schema.ts'

/** Members of a message: LiteLLM's `images`, OpenAI's `audio`. */
export interface MediaMembers {
  readonly images?: readonly JsonObject[]
  readonly audio?: JsonObject
}

const hourS = 3_600

/** The images and the speech of one choice, part by part. */
export class MediaSaid {
  readonly #runtime: Runtime
  #images = 0
  #audio: JsonObject | undefined

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /** What a part adds; undefined where it is neither, or a thought. Pieces of speech are of one recording. */
  hear({ inlineData, thought }: CandidatePart): MediaMembers | undefined {
    if (!inlineData || thought) return undefined
    const type = inlineData.mimeType ?? 'application/octet-stream'
    if (type.startsWith('audio/')) return { audio: { ...this.#recording(), data: inlineData.data } }
    const url = `data:${type};base64,${inlineData.data}`
    return { images: [{ type: 'image_url', image_url: { url }, index: this.#images++ }] }
  }

  #recording(): JsonObject {
    const { clock, id } = this.#runtime
    this.#audio ??= { id: `audio_${id()}`, expires_at: Math.floor(clock.wallMs() / 1_000) + hourS, transcript: '' }
    return this.#audio
  }
}
