import type { Deployment } from '@turnout/core'

/** How a model is told how much to think. */
export type Thinking =
  | { readonly by: 'none' }
  /** `lowest`: the smallest budget there is; 0 is no thinking at all. */
  | { readonly by: 'budget'; readonly lowest: number; readonly smallest: number }
  /** In rising order. */
  | { readonly by: 'level'; readonly levels: readonly ThinkingLevel[] }

export type ThinkingLevel = 'minimal' | 'low' | 'medium' | 'high'

/** What sets one Gemini model apart from another, as far as requests show it. */
export interface ModelTraits {
  readonly thinking: Thinking
  /** Whether schemas are JSON Schema; before, they are a part of OpenAPI's. */
  readonly jsonSchema: boolean
  /** Whether JSON as the answer's form goes together with tools. */
  readonly jsonWithTools: boolean
  /** Whether a call without a signature is refused. */
  readonly signedCalls: boolean
  /** Whether results of tools hold media. */
  readonly mediaInResults: boolean
  /** Whether there is a place for what the system says. */
  readonly systemInstruction: boolean
  /** Whether it fetches files from public addresses. */
  readonly fetchesUrls: boolean
}

/**
 * By the model's name (Gemini API, "Gemini thinking", "Thought signatures", "Structured outputs", "File input methods"). A
 * name that says no version (`gemini-flash-latest`, a tuned model) is taken for one of the newest.
 */
export function traitsOf({ model, info }: Pick<Deployment, 'model' | 'info'>): ModelTraits {
  const stated = info['base_model']
  const name = typeof stated === 'string' && stated !== '' ? stated : model
  const version = Number.parseFloat(/gemini-(\d+(?:\.\d+)?)/.exec(name)?.[1] ?? '99')
  return {
    thinking: thinkingOf(name, version),
    jsonSchema: version >= 2.5,
    jsonWithTools: version >= 3,
    signedCalls: version >= 3,
    mediaInResults: version >= 3,
    systemInstruction: !/gemma-3/.test(name),
    fetchesUrls: version >= 2.5,
  }
}

function thinkingOf(name: string, version: number): Thinking {
  if (version < 2.5 || /gemma/.test(name)) return { by: 'none' }
  if (version >= 3) return { by: 'level', levels: levelsOf(name, version) }
  if (/pro/.test(name)) return { by: 'budget', lowest: 128, smallest: 128 }
  return { by: 'budget', lowest: 0, smallest: /flash-lite/.test(name) ? 512 : 1 }
}

function levelsOf(name: string, version: number): readonly ThinkingLevel[] {
  if (/pro/.test(name)) return version < 3.1 ? ['low', 'high'] : ['low', 'medium', 'high']
  const minimal = version <= 3.6 || /flash-lite/.test(name)
  return minimal ? ['minimal', 'low', 'medium', 'high'] : ['low', 'medium', 'high']
}
