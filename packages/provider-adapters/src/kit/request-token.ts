import { CancelScope, ProviderError, type Runtime, Secret, type TransportRequest } from '@turnout/core'
import * as z from 'zod'
import { parseJson } from './parse-json.ts'
import { readSome } from './read-some.ts'
import { send } from './send.ts'

/** What grants access for a while. */
export interface OAuthToken {
  readonly token: Secret
  readonly lifetimeMs: number
}

const longestAnswerBytes = 1024 * 1024
const patienceMs = 10_000

/** Some servers write the seconds as text; one that says nothing means an hour. (RFC 6749, section 5.1.) */
const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().catch(3_600) })
const refusal = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

/**
 * Asks a token server, whose answer is that of OAuth 2.0, for at most 10 s. Fails with `authentication` where it refuses,
 * with `connection` where it cannot tell; no word of its own is repeated but the code of the error.
 */
export async function requestToken({ transport, clock }: Runtime, request: TransportRequest): Promise<OAuthToken> {
  const scope = new CancelScope()
  const stop = clock.timer(patienceMs, () => scope.cancel(failed('did not answer in time')))
  try {
    const answer = await send(transport, request, scope, longestAnswerBytes)
    const { status, body } = answer
    if (status !== 200) throw refused(status, await readSome(answer, clock))
    const { data } = granted.safeParse(parseJson(Buffer.from(body).toString('utf8')))
    if (!data) throw failed('answered without a token')
    return { token: new Secret(data.access_token), lifetimeMs: data.expires_in * 1_000 }
  } catch (error) {
    throw ProviderError.is(error) && error.sent === false ? error : failed('could not be reached', error)
  } finally {
    stop()
  }
}

function refused(status: number, body: string): ProviderError {
  const code = refusal.safeParse(parseJson(body)).data?.error
  const said = code === undefined ? `${status}` : `${status} ${code}`
  return status < 500 && status !== 408 && status !== 429
    ? new ProviderError('authentication', `The token server refused the credentials of this deployment (${said}).`, {
        sent: false,
      })
    : failed(`answered ${said}`)
}

/** The model was not asked anything. */
const failed = (what: string, cause?: unknown): ProviderError =>
  new ProviderError('connection', `The token server ${what}.`, { sent: false, cause })
