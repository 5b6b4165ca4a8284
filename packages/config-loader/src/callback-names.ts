import type { JsonObject } from '@turnout/core'

/** Two names of LiteLLM for one callback. */
const sameAs: Readonly<Record<string, string>> = { generic_api: 'webhook', langfuse_otel: 'langfuse' }

/** The name that a callback goes by here. */
export const callbackName = (name: string): string => (Object.hasOwn(sameAs, name) ? (sameAs[name] ?? name) : name)

/** Which callback it is: LiteLLM's `callback_type` lets a callback have a name of its own. */
export function callbackKind({ name, settings }: { readonly name: string; readonly settings: JsonObject }): string {
  const { callback_type: type } = settings
  return callbackName(typeof type === 'string' ? type : name)
}

/** LiteLLM's names. (LiteLLM documentation, "Logging & Observability".) */
export const litellmCallbacks: readonly string[] = [
  ...['agentops', 'anthropic_cache_control_hook', 'argilla', 'arize', 'arize_phoenix', 'athina', 'aws_sqs'],
  ...['azure_sentinel', 'azure_storage', 'bitbucket', 'bitbucket_prompt_management', 'braintrust', 'cloudzero'],
  ...['datadog', 'datadog_llm_observability', 'deepeval', 'dotprompt', 'dynamodb', 'focus', 'galileo'],
  ...['gcs_bucket', 'gcs_pubsub', 'generic_api', 'gitlab', 'greenscale', 'helicone', 'humanloop', 'lago'],
  ...['langfuse', 'langfuse_otel', 'langsmith', 'langtrace', 'levo', 'literalai', 'logfire', 'lunary', 'mlflow'],
  ...['openmeter', 'opik', 'otel', 'pagerduty', 'posthog', 'prometheus', 'promptlayer', 'resend_email', 's3'],
  ...['s3_v2', 'sendgrid_email', 'sentry', 'slack', 'smtp_email', 'supabase', 'traceloop'],
  ...['vector_store_pre_call_hook', 'wandb', 'weave_otel'],
]

/** LiteLLM's callbacks that stand between a caller and a model: whoever names one relies on it. */
export const guardingCallbacks: readonly string[] = [
  ...['aporia', 'banned_keywords', 'blocked_user_check', 'detect_prompt_injection'],
  ...['dynamic_rate_limiter', 'dynamic_rate_limiter_v3', 'google_text_moderation', 'hide_secrets', 'lakera'],
  ...['lakera_prompt_injection', 'llamaguard_moderations', 'llmguard_moderations', 'max_budget_limiter'],
  ...['openai_moderations', 'parallel_request_limiter', 'presidio'],
]
