import type { Deployment } from '@turnout/core'
import { type ClaudeModel, claudeModel } from '../anthropic/models.ts'
import { perDeployment } from '../kit/endpoint.ts'
import { modelNameOf } from './model-id.ts'

/** What Converse leaves to the models. */
export interface ModelTraits {
  readonly family: 'claude' | 'nova' | 'other' | 'unknown'
  /** What the same model can at Anthropic; undefined: it is none of Claude's. */
  readonly claude?: ClaudeModel
  /** Whose signatures it verifies, as in `conversationOf`. */
  readonly origin: string
  /** In whose words it is asked to reason; undefined: it does not. */
  readonly thinking: 'claude' | 'nova' | 'gpt-oss' | undefined
  /** How an answer is held to a schema; undefined: not at all. */
  readonly structured: 'native' | 'tool' | undefined
  /** Where cache breakpoints may stand. */
  readonly cachePoints: 'anywhere' | 'not-in-tools' | 'nowhere'
  /** Whether it can be told to call one tool at a time. */
  readonly oneCallAtATime: boolean
}

/** By the id, or by `base_model` where the id is an ARN that does not tell. */
export const modelTraits = perDeployment(({ model, info }: Deployment): ModelTraits => {
  const stated = info['base_model']
  return traitsOf(typeof stated === 'string' && stated !== '' ? stated : modelNameOf(model).id, info)
})

/** Amazon Bedrock User Guide, "Supported models and model features", "Structured output" and "Prompt caching". */
export function traitsOf(model: string, info: Deployment['info'] = {}): ModelTraits {
  const name = model.slice(model.lastIndexOf('/') + 1)
  if (/claude-/.test(name)) return claude(name, claudeModel({ model, info }))
  if (/nova-/.test(name)) return nova(/nova-2-/.test(name))
  return name.includes('.') ? other(name) : unknown
}

const withoutTools = /claude-(v?2|instant)/
const beforeCaches = /claude-(v?2|instant|3-(opus|sonnet|haiku))/
const beforeOneCall = /claude-(v?2|instant|3)/

const claude = (name: string, model: ClaudeModel): ModelTraits => ({
  ...{ family: 'claude', origin: 'anthropic', claude: model },
  thinking: model.thinking === 'none' ? undefined : 'claude',
  structured: model.structured ? 'native' : withoutTools.test(name) ? undefined : 'tool',
  cachePoints: beforeCaches.test(name) ? 'nowhere' : 'anywhere',
  oneCallAtATime: !beforeOneCall.test(name),
})

const nova = (second: boolean): ModelTraits => ({
  ...{ family: 'nova', origin: 'bedrock', structured: 'tool', cachePoints: 'not-in-tools', oneCallAtATime: false },
  thinking: second ? 'nova' : undefined,
})

const native =
  /qwen3|gpt-oss|deepseek\.v3|gemma-3|minimax-m2|kimi-k2|nemotron|magistral|ministral|voxtral|mistral-large-3/

const other = (name: string): ModelTraits => ({
  ...{ family: 'other', origin: 'bedrock', cachePoints: 'nowhere', oneCallAtATime: false },
  thinking: /gpt-oss/.test(name) ? 'gpt-oss' : undefined,
  structured: native.test(name) ? 'native' : /mistral-large-24/.test(name) ? 'tool' : undefined,
})

/** Nobody but Claude signs, so signatures that come are Claude's. */
const unknown: ModelTraits = {
  ...{ family: 'unknown', origin: 'anthropic', thinking: undefined, structured: 'tool' },
  ...{ cachePoints: 'anywhere', oneCallAtATime: false },
}
