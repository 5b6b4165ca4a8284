import type { Turnout } from './running-turnout.test.ts'

export interface Said {
  readonly status: number
  /** Of the answer, plain or streamed. */
  readonly id: string | undefined
  /** `x-turnout-cache`, `x-turnout-cache-key` and LiteLLM's own, which stands on hits only. */
  readonly cache: string | null
  readonly key: string | null
  readonly litellmKey: string | null
  readonly group: string | null
  readonly text: string
  readonly tookMs: number
}

/** One chat request about something, to its end. */
export async function say(
  { url }: Pick<Turnout, 'url'>,
  model: string,
  about: string,
  extra: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const startedMs = performance.now()
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: about }], ...extra })
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body, headers })
  const text = await response.text()
  return {
    ...{ status: response.status, text, id: /"id":"([^"]+)"/.exec(text)?.[1] },
    cache: response.headers.get('x-turnout-cache'),
    key: response.headers.get('x-turnout-cache-key'),
    litellmKey: response.headers.get('x-litellm-cache-key'),
    group: response.headers.get('x-turnout-model-group'),
    tookMs: performance.now() - startedMs,
  }
}
