import type { CallbackLosses } from '@turnout/core'

/** Of a router, what is looked at each time the numbers are asked for. */
export interface WatchedRouter {
  state(): WatchedState
}

export interface WatchedState {
  readonly deployments: readonly { readonly id: string; readonly coolingForMs?: number }[]
  readonly callbacks: readonly ({ readonly name: string } & CallbackLosses)[]
}
