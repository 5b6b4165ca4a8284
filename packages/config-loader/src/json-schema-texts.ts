type Texts = Readonly<Record<string, string>>

const fallbacks: Texts = {
  fallbacks: 'Where a group that failed hands over: a list of `group: [target, …]`.',
  default_fallbacks: 'Targets of every group that has no list of its own.',
  context_window_fallbacks: 'Targets when a prompt is too long: a list of `group: [target, …]`.',
  content_policy_fallbacks: 'Targets when content is refused: a list of `group: [target, …]`.',
  max_fallbacks: 'At most so many other groups in one request (5).',
  num_retries: 'Attempts after the first, in each group (2).',
}

/** What editors say about a key, by the map it stands in. */
export const keyTexts = {
  '': {
    include: 'Other files, whose content is added to this one.',
    model_list: 'The deployments. Those with the same model_name are one group, and share its calls.',
    router_settings: 'How deployments are chosen, retried and replaced.',
    litellm_settings: 'Callbacks, and the same retries and fallbacks as in router_settings, which win.',
    general_settings: 'The proxy: its key, its limits.',
    environment_variables: "Variables that come before the process's own.",
  },
  model_list: {
    model_name: 'The name that callers use: the group of this deployment.',
    litellm_params: 'Which model, where and with what. Other keys are parameters of every request.',
    model_info: 'Facts about the deployment, kept as they are.',
    rpm: 'Requests a minute; the same as in litellm_params.',
    tpm: 'Tokens a minute; the same as in litellm_params.',
  },
  model_info: { id: 'Names the deployment; unless set, a hash of what is not secret.' },
  litellm_params: {
    model: '`provider/model`. Known names need no prefix: gpt-4o, claude-…, mistral-…',
    custom_llm_provider: 'The provider, when the name of the model does not say it.',
    api_key: "Best os.environ/NAME. Unless set, the provider's usual variable.",
    api_base: 'The address of the provider.',
    base_url: 'The same as api_base.',
    api_version: 'The version of the API (Azure).',
    weight: 'The share of calls under simple-shuffle.',
    rpm: 'Requests a minute; the share of calls under simple-shuffle where there is no weight.',
    tpm: 'Tokens a minute; the share of calls under simple-shuffle where there is neither weight nor rpm.',
    max_parallel_requests: 'At most so many attempts at a time.',
    timeout: "Seconds for a plain attempt; before the router's.",
    stream_timeout: "Seconds to a stream's first content and between contents; before the router's.",
    num_retries: "Attempts after the first; before the router's.",
    extra_headers: 'Headers of every request to the provider.',
    tags: 'Names for filters and strategies of your own.',
    simulated: 'How a simulated model behaves.',
  },
  simulated: {
    latency_ms: 'Milliseconds before the first content (50).',
    tokens_per_second: 'How fast the answer comes (100).',
    error_rate: 'The share of attempts that fail, from 0 to 1 (0).',
    error: 'How they fail: unavailable, server, rate-limit, timeout, … (unavailable).',
    stream_cut_rate: 'The share of streams that break after content, from 0 to 1 (0).',
    seed: 'Makes its chance its own, and repeatable.',
  },
  router_settings: {
    ...fallbacks,
    routing_strategy: 'How a deployment of a group is chosen (simple-shuffle).',
    retry_after: 'The least wait, in seconds, before a retry that has to wait (0).',
    timeout: 'Seconds for a plain attempt (6000).',
    stream_timeout: "Seconds to a stream's first content and between contents.",
    deadline: 'Seconds for a whole request, its stream included.',
    model_group_alias: 'Other names of groups: `name: group`, or `name: { model: group, hidden: true }`.',
  },
  litellm_settings: {
    ...fallbacks,
    request_timeout: 'Seconds for a plain attempt, where router_settings has no timeout.',
    callbacks: 'Who hears of every request, by name.',
  },
  general_settings: {
    master_key: 'The key that callers of the proxy must show. Best os.environ/NAME.',
    litellm_headers: 'Adds the response headers under their x-litellm-* names (false).',
    max_request_size_mb: 'The largest request body, in MiB (32).',
  },
} as const satisfies Readonly<Record<string, Texts>>
