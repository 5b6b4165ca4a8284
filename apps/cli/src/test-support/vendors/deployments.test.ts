import { generateKeyPairSync } from 'node:crypto'

interface Params {
  readonly model: string
  readonly [key: string]: unknown
}

/** What a configuration says of a vendor's server at `base`: how to chat there, and how to embed. */
export interface Deployments {
  readonly chat: Params
  readonly embedding?: Params
}

/** A service account, whose tokens come from `base`. */
export const serviceAccount = (base: string): Readonly<Record<string, string>> => ({
  ...{ type: 'service_account', project_id: 'p', client_email: 'robot@p.example', token_uri: `${base}/token` },
  private_key: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    ...{ publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } },
  }).privateKey,
})

const key = { api_key: 'upstream-key' }

const both = (chat: string, embedding: string, params: object): Deployments => ({
  chat: { model: chat, ...params },
  embedding: { model: embedding, ...params },
})

export const deploymentsOf: Readonly<Record<string, (base: string) => Deployments>> = {
  openai: (base) => both('openai/gpt-5-mini', 'openai/text-embedding-3-small', { api_base: `${base}/v1`, ...key }),
  azure: (base) => both('azure/gpt-5-mini', 'azure/text-embedding-3-small', { api_base: base, ...key }),
  anthropic: (base) => ({ chat: { model: 'anthropic/claude-haiku-4-5', api_base: base, ...key } }),
  gemini: (base) => both('gemini/gemini-3-flash-preview', 'gemini/gemini-embedding-001', { api_base: base, ...key }),
  vertex: (base) =>
    both('vertex_ai/gemini-3-flash-preview', 'vertex_ai/text-embedding-005', {
      ...{ api_base: base, vertex_project: 'p', vertex_location: 'l' },
      vertex_credentials: serviceAccount(base),
    }),
  bedrock: (base) =>
    both('bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'bedrock/amazon.titan-embed-text-v2:0', {
      ...{ aws_bedrock_runtime_endpoint: base, aws_region_name: 'us-east-1' },
      ...{ aws_access_key_id: 'AKIAUPSTREAM', aws_secret_access_key: 'secret' },
    }),
  cohere: (base) => both('cohere_chat/command-a-reasoning-08-2025', 'cohere/embed-v4.0', { api_base: base, ...key }),
  ollama: (base) => both('ollama_chat/gpt-oss:20b', 'ollama/nomic-embed-text', { api_base: base }),
}
