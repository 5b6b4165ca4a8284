import { attemptsAndDeadline } from './attempts-and-deadline.ts'
import { boundedMemory } from './bounded-memory.ts'
import { callbacksOnce } from './callbacks-once.ts'
import { cancelPropagates } from './cancel-propagates.ts'
import { cooldownEnds } from './cooldown-ends.ts'
import { determinismAndLiveness } from './determinism-and-liveness.ts'
import { fallbackTerminates } from './fallback-terminates.ts'
import { inFlightConservation } from './in-flight.ts'
import type { Invariant } from './invariant.ts'
import { isolation } from './isolation.ts'
import { neverOverLimit } from './never-over-limit.ts'
import { noSecrets } from './no-secrets.ts'
import { oneAnswer } from './one-answer.ts'
import { oneOutcome } from './one-outcome.ts'
import { reserveIsSettled } from './reserve-is-settled.ts'
import { retryVolume } from './retry-volume.ts'

/** What must hold in every world. */
export const invariants: readonly Invariant[] = [
  ...[inFlightConservation, oneOutcome, neverOverLimit, reserveIsSettled, attemptsAndDeadline],
  ...[callbacksOnce, cooldownEnds, fallbackTerminates, oneAnswer, cancelPropagates],
  ...[retryVolume, boundedMemory, noSecrets, isolation, determinismAndLiveness],
]
