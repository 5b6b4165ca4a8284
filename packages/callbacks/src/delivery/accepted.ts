import type { PostAnswer } from './post.ts'
import { Undelivered } from './undelivered.ts'

/** Passes an answer that took what was sent; throws `Undelivered` of any other. */
export function accepted(answer: PostAnswer): PostAnswer {
  const { status, retryAfterMs } = answer
  if (status >= 200 && status < 300) return answer
  throw new Undelivered(`it answered with status ${status}`, { again: mayPass(status), retryAfterMs })
}

const mayPass = (status: number): boolean => status === 408 || status === 429 || status >= 500
