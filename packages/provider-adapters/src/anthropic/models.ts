import type { Deployment } from '@turnout/core'
import type { Effort } from '../kit/reasoning.ts'

/** What a Claude model can, as far as a request must be said differently for it. */
export interface ClaudeModel {
  /**
   * `budget`: for a number of tokens; `adaptive`: as long as it finds right, by effort; `either`; `default`: adaptive, unless
   * told not to; `always`: adaptive, and cannot be told not to.
   */
  readonly thinking: 'none' | 'budget' | 'either' | 'adaptive' | 'default' | 'always'
  /** The efforts it knows, least first. */
  readonly efforts: readonly Effort[]
  /** Whether it takes a temperature and a top_p: both, one of them, or neither. */
  readonly sampling: 'both' | 'one' | 'neither'
  /** Whether it writes to a JSON schema by itself (`output_config.format`, strict tools). */
  readonly structured: boolean
  /** The longest answer it gives, in tokens. */
  readonly maxTokens: number
}

const all: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max']
const without = (effort: Effort) => all.filter((known) => known !== effort)

const newest: ClaudeModel = {
  ...{ thinking: 'default', efforts: all, sampling: 'neither', structured: true, maxTokens: 128_000 },
}
const always: ClaudeModel = { ...newest, thinking: 'always' }
const either: ClaudeModel = { ...newest, thinking: 'either', efforts: without('xhigh'), sampling: 'one' }
const budgeted: ClaudeModel = {
  ...{ thinking: 'budget', efforts: [], sampling: 'one', structured: true, maxTokens: 64_000 },
}
const early: ClaudeModel = { ...budgeted, sampling: 'both', structured: false }
const first: ClaudeModel = { ...early, thinking: 'none', maxTokens: 4096 }

/** A model nobody knows: it may be another vendor's, behind the same interface. */
const unknown: ClaudeModel = { ...early, maxTokens: 4096 }

/**
 * By part of the name, so that dates, regions and other hosts' spellings do not matter; the first that fits (Anthropic,
 * "Models overview", "Troubleshooting thinking", "Effort", "Structured outputs"; November 2026).
 */
const models: readonly (readonly [name: RegExp, model: ClaudeModel])[] = [
  [/claude-(fable|mythos)-|claude-opus-5-5/, always],
  [/claude-(opus|sonnet|haiku)-[5-9]/, newest],
  [/claude-opus-4-([789]|\d\d(?!\d))/, { ...newest, thinking: 'adaptive' }],
  [/claude-opus-4-6/, either],
  [/claude-sonnet-4-6/, { ...either, maxTokens: 64_000 }],
  [/claude-(opus|sonnet|haiku)-4-5/, budgeted],
  [/claude-opus-4-1/, { ...budgeted, structured: false, maxTokens: 32_000 }],
  [/claude-opus-4/, { ...early, maxTokens: 32_000 }],
  [/claude-sonnet-4|claude-3-7/, early],
  [/claude-3-5/, { ...first, maxTokens: 8192 }],
  [/claude-(3|v?2|instant)/, first],
]

/** What a deployment's model can: by `model_info.base_model`, else by its own name; what `model_info` states wins. */
export function claudeModel({ model, info }: Pick<Deployment, 'model' | 'info'>): ClaudeModel {
  const { base_model, max_output_tokens, supports_native_structured_output: native } = info
  const name = typeof base_model === 'string' && base_model !== '' ? base_model : model
  const known = models.find(([pattern]) => pattern.test(name))?.[1] ?? unknown
  return {
    ...known,
    ...(typeof max_output_tokens === 'number' ? { maxTokens: max_output_tokens } : {}),
    ...(typeof native === 'boolean' ? { structured: native } : {}),
  }
}
