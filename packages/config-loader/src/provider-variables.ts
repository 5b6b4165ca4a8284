/** Where a provider's credentials usually are; of several variables the first that is set counts. */
export interface Variables {
  readonly key: readonly string[]
  /** Servers of one's own, of which most ask for no key. */
  readonly keyless?: boolean
  readonly base?: readonly string[]
  readonly version?: readonly string[]
  /** Parameters of `litellm_params`. */
  readonly params?: Readonly<Record<string, readonly string[]>>
  /** Which of them are credentials in place of a key: not read where there is a key, or others of these sets are given. */
  readonly insteadOfKey?: readonly (readonly string[])[]
  /** Which of them fit only together: not read where one is given. */
  readonly together?: readonly string[]
  readonly headers?: Readonly<Record<string, readonly string[]>>
}

const cohereVariables: Variables = { key: ['COHERE_API_KEY', 'CO_API_KEY'], base: ['COHERE_API_BASE'] }
const ollamaVariables: Variables = { key: ['OLLAMA_API_KEY'], keyless: true, base: ['OLLAMA_API_BASE'] }

/** LiteLLM's names, in the order it looks; `NAME_API_BASE` for each, and those of vendors' own tools beside. */
export const variables: Readonly<Record<string, Variables>> = {
  openai: {
    key: ['OPENAI_API_KEY'],
    base: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
    params: { organization: ['OPENAI_ORGANIZATION'] },
  },
  azure: {
    key: ['AZURE_API_KEY'],
    base: ['AZURE_API_BASE'],
    version: ['AZURE_API_VERSION'],
    params: {
      azure_ad_token: ['AZURE_AD_TOKEN'],
      tenant_id: ['AZURE_TENANT_ID'],
      client_id: ['AZURE_CLIENT_ID'],
      client_secret: ['AZURE_CLIENT_SECRET'],
      azure_scope: ['AZURE_SCOPE'],
      azure_authority_host: ['AZURE_AUTHORITY_HOST'],
    },
    insteadOfKey: [['azure_ad_token'], ['tenant_id', 'client_id', 'client_secret']],
  },
  azure_ai: { key: ['AZURE_AI_API_KEY'], base: ['AZURE_AI_API_BASE'], version: ['AZURE_AI_API_VERSION'] },
  anthropic: { key: ['ANTHROPIC_API_KEY'], base: ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_BASE'] },
  gemini: { key: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'], base: ['GEMINI_API_BASE'] },
  vertex_ai: {
    key: [],
    keyless: true,
    base: ['VERTEXAI_API_BASE'],
    params: {
      vertex_project: ['VERTEXAI_PROJECT'],
      vertex_location: ['VERTEXAI_LOCATION', 'VERTEX_LOCATION'],
      vertex_credentials: ['VERTEXAI_CREDENTIALS', 'GOOGLE_APPLICATION_CREDENTIALS'],
    },
    insteadOfKey: [['vertex_project', 'vertex_credentials']],
  },
  openrouter: {
    key: ['OPENROUTER_API_KEY', 'OR_API_KEY'],
    base: ['OPENROUTER_API_BASE'],
    headers: { 'HTTP-Referer': ['OR_SITE_URL'], 'X-Title': ['OR_APP_NAME'] },
  },
  groq: { key: ['GROQ_API_KEY'], base: ['GROQ_API_BASE'] },
  deepseek: { key: ['DEEPSEEK_API_KEY'], base: ['DEEPSEEK_API_BASE'] },
  mistral: { key: ['MISTRAL_API_KEY'], base: ['MISTRAL_API_BASE'] },
  xai: { key: ['XAI_API_KEY'], base: ['XAI_API_BASE'] },
  together_ai: {
    key: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY', 'TOGETHERAI_API_KEY', 'TOGETHER_AI_TOKEN'],
    base: ['TOGETHER_AI_API_BASE'],
  },
  fireworks_ai: {
    key: ['FIREWORKS_API_KEY', 'FIREWORKS_AI_API_KEY', 'FIREWORKSAI_API_KEY', 'FIREWORKS_AI_TOKEN'],
    base: ['FIREWORKS_API_BASE'],
  },
  cerebras: { key: ['CEREBRAS_API_KEY'], base: ['CEREBRAS_API_BASE'] },
  perplexity: { key: ['PERPLEXITYAI_API_KEY', 'PERPLEXITY_API_KEY'], base: ['PERPLEXITY_API_BASE'] },
  huggingface: { key: ['HUGGINGFACE_API_KEY', 'HF_TOKEN'], base: ['HUGGINGFACE_API_BASE'] },
  databricks: {
    key: ['DATABRICKS_API_KEY', 'DATABRICKS_TOKEN'],
    base: ['DATABRICKS_API_BASE', 'DATABRICKS_HOST'],
  },
  nvidia_nim: { key: ['NVIDIA_NIM_API_KEY'], base: ['NVIDIA_NIM_API_BASE'] },
  moonshot: { key: ['MOONSHOT_API_KEY'], base: ['MOONSHOT_API_BASE'] },
  zai: { key: ['ZAI_API_KEY'], base: ['ZAI_API_BASE'] },
  sambanova: { key: ['SAMBANOVA_API_KEY'], base: ['SAMBANOVA_API_BASE'] },
  github: { key: ['GITHUB_API_KEY', 'GITHUB_TOKEN'], base: ['GITHUB_API_BASE'] },
  dashscope: { key: ['DASHSCOPE_API_KEY'], base: ['DASHSCOPE_API_BASE'] },
  minimax: { key: ['MINIMAX_API_KEY'], base: ['MINIMAX_API_BASE'] },
  deepinfra: { key: ['DEEPINFRA_API_KEY'], base: ['DEEPINFRA_API_BASE'] },
  novita: { key: ['NOVITA_API_KEY'], base: ['NOVITA_API_BASE'] },
  vercel_ai_gateway: {
    key: ['VERCEL_AI_GATEWAY_API_KEY', 'VERCEL_OIDC_TOKEN'],
    base: ['VERCEL_AI_GATEWAY_API_BASE'],
  },
  snowflake: { key: ['SNOWFLAKE_API_KEY', 'SNOWFLAKE_JWT'], base: ['SNOWFLAKE_API_BASE'] },
  // Keys are one way of many to be known to AWS.
  bedrock: {
    key: ['AWS_BEARER_TOKEN_BEDROCK'],
    keyless: true,
    params: {
      aws_access_key_id: ['AWS_ACCESS_KEY_ID'],
      aws_secret_access_key: ['AWS_SECRET_ACCESS_KEY'],
      aws_session_token: ['AWS_SESSION_TOKEN'],
      aws_region_name: ['AWS_REGION_NAME', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
      aws_bedrock_runtime_endpoint: ['AWS_BEDROCK_RUNTIME_ENDPOINT'],
    },
    insteadOfKey: [['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'], ['aws_profile_name']],
    together: ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'],
  },
  bedrock_mantle: {
    key: ['BEDROCK_MANTLE_API_KEY', 'AWS_BEARER_TOKEN_BEDROCK'],
    base: ['BEDROCK_MANTLE_API_BASE'],
    params: { aws_region_name: ['AWS_REGION_NAME', 'AWS_REGION'] },
  },
  litellm_proxy: { key: ['LITELLM_PROXY_API_KEY'], keyless: true, base: ['LITELLM_PROXY_API_BASE'] },
  cohere: cohereVariables,
  cohere_chat: cohereVariables,
  ollama: ollamaVariables,
  ollama_chat: ollamaVariables,
  jina_ai: { key: ['JINA_AI_API_KEY'], base: ['JINA_AI_API_BASE'] },
  openai_like: { key: ['OPENAI_LIKE_API_KEY'], keyless: true, base: ['OPENAI_LIKE_API_BASE'] },
  custom_openai: { key: ['CUSTOM_OPENAI_API_KEY'], keyless: true, base: ['CUSTOM_OPENAI_API_BASE'] },
  hosted_vllm: { key: ['HOSTED_VLLM_API_KEY'], keyless: true, base: ['HOSTED_VLLM_API_BASE'] },
  lm_studio: { key: ['LM_STUDIO_API_KEY'], keyless: true, base: ['LM_STUDIO_API_BASE'] },
  llamafile: { key: ['LLAMAFILE_API_KEY'], keyless: true, base: ['LLAMAFILE_API_BASE'] },
}
