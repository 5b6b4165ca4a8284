import type { JsonObject, ProviderCall } from '@turnout/core'
import { askedOf } from '../kit/asked.ts'
import { responseFormatOf } from '../kit/response-format.ts'
import { annotationsOf } from './annotations.ts'
import type { Candidate, CandidatePart } from './response-schema.ts'

/** What a candidate says beside its text, as far as it has been heard. */
export class Extras {
  #text = ''
  readonly #code: JsonObject[] = []
  readonly #facts: Record<string, JsonObject> = {}
  readonly #form: JsonObject

  constructor(call: ProviderCall<'chat'>) {
    const asked = responseFormatOf(askedOf(call)).kind !== 'text'
    this.#form = asked ? { structured_output: 'native' } : {}
  }

  hear({ groundingMetadata, citationMetadata, urlContextMetadata }: Candidate): void {
    if (groundingMetadata) this.#facts['grounding_metadata'] = groundingMetadata
    if (citationMetadata) this.#facts['citation_metadata'] = citationMetadata
    if (urlContextMetadata) this.#facts['url_context_metadata'] = urlContextMetadata
  }

  hearPart({ text, thought, executableCode, codeExecutionResult }: CandidatePart): void {
    if (text && !thought) this.#text += text
    if (executableCode) this.#code.push({ executable_code: executableCode })
    if (codeExecutionResult) this.#code.push({ code_execution_result: codeExecutionResult })
  }

  /** Members of the message; empty where there is nothing to add. */
  members(): JsonObject {
    const annotations = annotationsOf(this.#facts['grounding_metadata'], this.#text)
    const fields: JsonObject = {
      ...this.#form,
      ...this.#facts,
      ...(this.#code.length > 0 ? { code_execution: this.#code } : {}),
    }
    return {
      ...(annotations.length > 0 ? { annotations } : {}),
      ...(Object.keys(fields).length > 0 ? { provider_specific_fields: fields } : {}),
    }
  }
}
