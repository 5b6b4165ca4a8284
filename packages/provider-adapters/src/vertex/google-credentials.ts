import * as z from 'zod'
import { misconfigured } from '../kit/misconfigured.ts'
import { parseJson } from '../kit/parse-json.ts'

const usualTokenUri = 'https://oauth2.googleapis.com/token'

const tokenUri = z.url({ protocol: /^https?$/ }).default(usualTokenUri)

const credentialsSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('service_account'),
    client_email: z.string().min(1),
    private_key: z.string().min(1),
    private_key_id: z.string().optional(),
    project_id: z.string().optional(),
    token_uri: tokenUri,
  }),
  z.object({
    type: z.literal('authorized_user'),
    client_id: z.string().min(1),
    client_secret: z.string().min(1),
    refresh_token: z.string().min(1),
    project_id: z.string().optional(),
    quota_project_id: z.string().optional(),
    token_uri: tokenUri,
  }),
])

/** What a credentials file of Google's says (Google Cloud, "How Application Default Credentials works"). */
export type GoogleCredentials = z.output<typeof credentialsSchema>

/** Reads such a file's text. No word of it is repeated in a failure but its `type`. */
export function parseCredentials(text: string): GoogleCredentials {
  const value = parseJson(text)
  const parsed = credentialsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const { data: kind } = z.object({ type: z.string().regex(/^[a-z_]{1,40}$/) }).safeParse(value)
  const known = kind && ['service_account', 'authorized_user'].includes(kind.type)
  if (kind && !known) throw misconfigured(`Google credentials of the type ${kind.type} are not supported.`)
  throw misconfigured('The vertex_credentials of a deployment are neither a service account nor an authorized user.')
}
