import type { Json } from '@turnout/core'

/** A number that another instance may have said: finite, and not below zero. */
export const isAmount = (said: Json | undefined): said is number =>
  typeof said === 'number' && Number.isFinite(said) && said >= 0
