import type { OperationName } from '@turnout/core'
import { contentParts } from './answer/content-parts.ts'
import { emptyMembers } from './answer/empty-members.ts'
import { finishReasons } from './answer/finish-reasons.ts'
import { reasoningName } from './answer/reasoning-name.ts'
import { cachedTokens, costInParts, costInTicks, reasoningBeside } from './answer/usage-arithmetic.ts'
import { usageInChoice, usageInGroq } from './answer/usage-places.ts'
import { azureAiHeaders, azureAiPath } from './azure-ai.ts'
import { databricksPath, fireworksModel, mantleBase, snowflakeHeaders } from './places.ts'
import { developerRole } from './request/developer-role.ts'
import { foreignFields, onlyFields } from './request/foreign-fields.ts'
import { maxTokens } from './request/max-tokens.ts'
import { mistralNames } from './request/mistral-names.ts'
import {
  enableThinking,
  thinkingOfTwoEfforts,
  thinkingToggle,
  thinkingXorEffort,
  twoEfforts,
} from './request/reasoning-effort.ts'
import { temperatureUpTo } from './request/temperature-limit.ts'
import { idsOfNineLetters } from './request/tool-call-ids.ts'
import { toolTurnReasoning } from './request/tool-turn-reasoning.ts'
import type { Vendor } from './vendor.ts'

const chat: readonly OperationName[] = ['chat']
const chatAndEmbedding: readonly OperationName[] = ['chat', 'embedding']
const withRerank: readonly OperationName[] = ['chat', 'textCompletion', 'embedding', 'rerank']

/** Servers of one's own, of any age and make: they are spared what only newer ones know, and get reasoning back. */
const ownServer: Partial<Vendor> = {
  request: [maxTokens, developerRole, foreignFields('reasoning_content', 'reasoning')],
  answer: [reasoningName],
}

/** Servers that refuse an unknown field in a message. */
const strictFields = onlyFields({
  all: ['role', 'content', 'name'],
  assistant: ['tool_calls'],
  tool: ['tool_call_id'],
})

const mistralFields = onlyFields({
  all: ['role', 'content'],
  assistant: ['tool_calls', 'prefix'],
  tool: ['tool_call_id', 'name'],
})

/** What most of them need: OpenAI's older names, and no reasoning that others have made. */
const older = [maxTokens, developerRole, foreignFields()]

/**
 * Servers that speak OpenAI's wire format, by LiteLLM's provider prefix. A quirk is data here, not code elsewhere; a
 * record without any passes bytes through.
 */
export const vendors: Readonly<Record<string, Vendor>> = Object.fromEntries(
  (
    [
      { name: 'openai_like', operations: withRerank, ...ownServer },
      {
        name: 'custom_openai',
        operations: withRerank,
        request: [foreignFields('reasoning_content', 'reasoning')],
        answer: [reasoningName],
      },
      { name: 'hosted_vllm', operations: withRerank, ...ownServer },
      { name: 'lm_studio', defaultBase: 'http://localhost:1234/v1', ...ownServer },
      { name: 'llamafile', defaultBase: 'http://localhost:8080/v1', ...ownServer },
      {
        name: 'openrouter',
        defaultBase: 'https://openrouter.ai/api/v1',
        operations: withRerank,
        request: [foreignFields('reasoning', 'reasoning_details')],
        answer: [reasoningName],
      },
      {
        name: 'mistral',
        defaultBase: 'https://api.mistral.ai/v1',
        operations: chatAndEmbedding,
        streamUsage: false,
        request: [maxTokens, developerRole, mistralFields, idsOfNineLetters, mistralNames, twoEfforts],
        answer: [
          contentParts,
          finishReasons({ model_length: 'length', error: 'failed' }),
          cachedTokens('num_cached_tokens'),
        ],
      },
      {
        name: 'groq',
        defaultBase: 'https://api.groq.com/openai/v1',
        operations: chat,
        request: [developerRole, strictFields],
        answer: [reasoningName, usageInGroq],
      },
      {
        name: 'deepseek',
        defaultBase: 'https://api.deepseek.com',
        operations: chat,
        request: [
          maxTokens,
          developerRole,
          foreignFields('reasoning_content'),
          toolTurnReasoning,
          thinkingOfTwoEfforts,
        ],
        answer: [cachedTokens('prompt_cache_hit_tokens')],
      },
      {
        name: 'xai',
        defaultBase: 'https://api.x.ai/v1',
        operations: chat,
        request: [maxTokens, foreignFields('reasoning_content')],
        answer: [reasoningBeside, costInTicks],
      },
      {
        name: 'together_ai',
        defaultBase: 'https://api.together.xyz/v1',
        operations: withRerank,
        request: older,
        answer: [reasoningName, finishReasons({ eos: 'stop' })],
      },
      {
        name: 'fireworks_ai',
        defaultBase: 'https://api.fireworks.ai/inference/v1',
        modelOf: fireworksModel,
        request: [maxTokens, developerRole, foreignFields('reasoning_content'), thinkingXorEffort],
      },
      {
        name: 'perplexity',
        defaultBase: 'https://api.perplexity.ai',
        operations: chat,
        streamUsage: false,
        request: older,
        answer: [costInParts],
      },
      {
        name: 'azure_ai',
        operations: chatAndEmbedding,
        authHeaders: azureAiHeaders,
        pathOf: azureAiPath,
        request: [foreignFields()],
        answer: [reasoningName],
      },
      {
        name: 'cerebras',
        defaultBase: 'https://api.cerebras.ai/v1',
        operations: chat,
        request: [developerRole, strictFields],
        answer: [reasoningName],
      },
      {
        name: 'huggingface',
        defaultBase: 'https://router.huggingface.co/v1',
        operations: chatAndEmbedding,
        request: older,
        answer: [reasoningName, usageInGroq],
      },
      {
        name: 'databricks',
        operations: chatAndEmbedding,
        pathOf: databricksPath,
        request: older,
        answer: [contentParts],
      },
      {
        name: 'nvidia_nim',
        defaultBase: 'https://integrate.api.nvidia.com/v1',
        operations: chatAndEmbedding,
        request: older,
        answer: [reasoningName],
      },
      {
        name: 'moonshot',
        defaultBase: 'https://api.moonshot.ai/v1',
        operations: chat,
        request: [maxTokens, developerRole, foreignFields('reasoning_content'), thinkingToggle, temperatureUpTo(1)],
        answer: [cachedTokens('cached_tokens'), usageInChoice],
      },
      {
        name: 'zai',
        defaultBase: 'https://api.z.ai/api/paas/v4',
        operations: chat,
        request: [maxTokens, developerRole, foreignFields('reasoning_content'), thinkingToggle],
        answer: [
          finishReasons({
            model_context_window_exceeded: 'length',
            sensitive: 'content_filter',
            network_error: 'failed',
          }),
        ],
      },
      {
        name: 'sambanova',
        defaultBase: 'https://api.sambanova.ai/v1',
        operations: chatAndEmbedding,
        request: older,
        answer: [reasoningName],
      },
      {
        name: 'github',
        defaultBase: 'https://models.github.ai/inference',
        operations: chatAndEmbedding,
        request: [foreignFields()],
      },
      {
        name: 'dashscope',
        defaultBase: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
        operations: chatAndEmbedding,
        request: [maxTokens, developerRole, foreignFields(), enableThinking],
      },
      { name: 'minimax', defaultBase: 'https://api.minimax.io/v1', operations: chat, request: older },
      {
        name: 'deepinfra',
        defaultBase: 'https://api.deepinfra.com/v1/openai',
        request: older,
        answer: [reasoningName],
      },
      {
        name: 'novita',
        defaultBase: 'https://api.novita.ai/v3/openai',
        operations: chat,
        request: older,
        answer: [reasoningName],
      },
      {
        name: 'vercel_ai_gateway',
        defaultBase: 'https://ai-gateway.vercel.sh/v1',
        operations: chatAndEmbedding,
        request: [foreignFields()],
        answer: [reasoningName],
      },
      {
        name: 'snowflake',
        operations: chat,
        authHeaders: snowflakeHeaders,
        request: [developerRole, foreignFields()],
        answer: [emptyMembers],
      },
      {
        name: 'bedrock_mantle',
        operations: chat,
        baseOf: mantleBase,
        request: [foreignFields()],
        answer: [reasoningName],
      },
      { name: 'jina_ai', defaultBase: 'https://api.jina.ai/v1', operations: ['embedding', 'rerank'] },
      { name: 'litellm_proxy', operations: withRerank },
    ] satisfies Vendor[]
  ).map((vendor) => [vendor.name, vendor]),
)
