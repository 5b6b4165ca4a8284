import type { Deployment } from '@turnout/core'
import { perDeployment } from '../kit/endpoint.ts'
import { claudeVersion } from './claude-version.ts'
import { modelNameOf } from './model-id.ts'

/** How a model is asked to reason: by a budget of tokens, as much as it finds right, or by an effort in its own words. */
type Thinking = 'budget' | 'adaptive' | 'nova' | 'gpt-oss'

/** What Converse leaves to the models. */
export interface ModelTraits {
  readonly family: 'claude' | 'nova' | 'other' | 'unknown'
  /** Whose signatures it verifies, as in `conversationOf`. */
  readonly origin: string
  readonly thinking: Thinking | undefined
  /** How an answer is held to a schema; undefined: not at all. */
  readonly structured: 'native' | 'tool' | undefined
  /** Where cache breakpoints may stand. */
  readonly cachePoints: 'anywhere' | 'not-in-tools' | 'nowhere'
  /** Whether it can be told to call one tool at a time. */
  readonly oneCallAtATime: boolean
}

/** By the id, or by `base_model` where the id is an ARN that does not tell. */
export const modelTraits = perDeployment((deployment: Deployment): ModelTraits => {
  const stated = deployment.info['base_model']
  return traitsOf(typeof stated === 'string' && stated !== '' ? stated : modelNameOf(deployment.model).id)
})

/** Amazon Bedrock User Guide, "Supported models and model features", "Structured output" and "Prompt caching". */
export function traitsOf(model: string): ModelTraits {
  const name = model.slice(model.lastIndexOf('/') + 1)
  const version = claudeVersion(name)
  if (version !== undefined) return claude(version)
  if (/nova-/.test(name)) return nova(/nova-2-/.test(name))
  return name.includes('.') ? other(name) : unknown
}

const claude = (version: number): ModelTraits => ({
  ...{ family: 'claude', origin: 'anthropic', oneCallAtATime: version >= 4 },
  thinking: version >= 4.06 ? 'adaptive' : version >= 3.07 ? 'budget' : undefined,
  structured: version >= 4.05 ? 'native' : version >= 3 ? 'tool' : undefined,
  cachePoints: version >= 3.05 ? 'anywhere' : 'nowhere',
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
