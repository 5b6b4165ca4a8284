import { ProviderError } from '@turnout/core'

/** The failure of a request that asks what `provider` cannot do; `what` where `param` alone does not say it. */
export const unsupported = (provider: string, param: string, what = `the parameter ${param}`): ProviderError =>
  new ProviderError('bad-request', `The ${provider} adapter does not support ${what}.`, {
    code: 'unsupported_parameter',
    param,
  })
