import { isDroppable, type OperationName, ProviderError, paramOf } from '@turnout/core'
import { isEssential } from '../params/essential-params.ts'
import type { Ask } from './ask.ts'
import type { RunningAttempt } from './running-attempt.ts'

/** No request has more that has to go. */
const most = 20

/**
 * Calls again where the adapter found, while it wrote the request, that its model cannot express a parameter, and that may
 * be left out. Throws what stays in the way; a parameter that may not be left out is for a sibling to try.
 */
export async function callWithout<O extends OperationName, T>(
  ask: Ask<O>,
  running: RunningAttempt,
  failure: unknown,
  call: (ask: Ask<O>) => Promise<T>,
): Promise<T> {
  let [left, last] = [ask, failure]
  for (let times = 0; times < most; times++) {
    const param = refusedParam(last)
    if (param === undefined) break
    if (!mayDrop(ask, running, param)) throw unsupported(last, param)
    const path = isDroppable(param) ? param : paramOf(param)
    left = { ...left, params: { ...left.params, additional: [...(left.params?.additional ?? []), path] } }
    try {
      return await call(left)
    } catch (error) {
      last = error
    }
  }
  throw last
}

/** What an adapter refused itself: a provider's refusal has a status. */
export const refusedParam = (error: unknown): string | undefined =>
  ProviderError.is(error) && error.code === 'unsupported_parameter' && error.upstreamStatus === undefined
    ? error.param
    : undefined

const mayDrop = ({ params }: Ask<OperationName>, { member }: RunningAttempt, param: string): boolean =>
  (params?.drop ?? member.deployment.params?.drop ?? false) && !isEssential(param)

const unsupported = (error: unknown, param: string): ProviderError =>
  new ProviderError('unsupported-params', ProviderError.is(error) ? error.message : '', { param, cause: error })
