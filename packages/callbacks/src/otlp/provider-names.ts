/** What the registry of OpenTelemetry's GenAI conventions calls providers (`gen_ai.provider.name`), by our names. */
const registered: Readonly<Record<string, string>> = {
  azure: 'azure.ai.openai',
  azure_ai: 'azure.ai.inference',
  bedrock: 'aws.bedrock',
  bedrock_mantle: 'aws.bedrock',
  cohere_chat: 'cohere',
  gemini: 'gcp.gemini',
  mistral: 'mistral_ai',
  moonshot: 'moonshot_ai',
  ollama_chat: 'ollama',
  vertex_ai: 'gcp.vertex_ai',
  xai: 'x_ai',
}

/** Those that it calls as we do, or does not know, keep their name. */
export const providerNameOf = (provider: string): string =>
  (Object.hasOwn(registered, provider) ? registered[provider] : undefined) ?? provider
