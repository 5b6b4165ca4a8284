export { branches } from './branches.ts'
export { drawWorld } from './draw-world.ts'
export { invariants } from './invariants/index.ts'
export type { Invariant } from './invariants/invariant.ts'
export type { Violation } from './seen.ts'
export { shrink } from './shrink.ts'
export type { Outcome } from './simulate.ts'
export { simulate } from './simulate.ts'
export type {
  DeploymentSeen,
  InstanceParts,
  MakeInstance,
  SimulatedInit,
  SimulatedInstance,
  SimulatedReply,
} from './simulated-instance.ts'
export type { SimulatedRemote } from './simulated-remote.ts'
export type { Makers } from './simulation.ts'
export type { World, WorldFile } from './world.ts'
