import type { CountsByError } from '@turnout/core'
import { classOf } from './schema/error-names.ts'
import type { Policy } from './schema/policies.ts'

/** A policy in any spelling → numbers by class. Of two keys for one class the last counts; null says nothing. */
export const countsByError = (policy: Policy | null | undefined, ending: 'Retries' | 'AllowedFails'): CountsByError =>
  Object.fromEntries(
    Object.entries(policy ?? {}).flatMap(([key, count]) => {
      const name = classOf(key, ending)
      return name === undefined || count === null ? [] : [[name, count]]
    }),
  )
