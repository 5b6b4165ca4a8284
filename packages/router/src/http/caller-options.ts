import type { CallInit } from '../request-options.ts'

type Header = (name: string) => string | undefined

/** What the request headers say: `x-turnout-*`, and LiteLLM's spellings of them. Nonsense is ignored. */
export function callerOptions(header: Header): CallInit {
  const deadlineMs = number(header('x-turnout-deadline-ms'))
  const numRetries = number(header('x-turnout-num-retries') ?? header('x-litellm-num-retries'))
  const timeout = number(header('x-litellm-timeout'))
  const tags = header('x-turnout-tags') ?? header('x-litellm-tags')
  const requestId = header('x-request-id')
  return {
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(numRetries === undefined ? {} : { numRetries: Math.floor(numRetries) }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
    ...(tags === undefined ? {} : { tags: tags.split(',').map((tag) => tag.trim()) }),
    ...(requestId !== undefined && /^[\x21-\x7e]{1,128}$/.test(requestId) ? { requestId } : {}),
  }
}

function number(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return value >= 0 && value < 1e10 ? value : undefined
}
