export type TestName = readonly [file: string, name: string]

/** Where a row of the fault matrix is proved, or why it is not. */
type Proof =
  /** By cases of the wall of that name. */
  | 'wall'
  /** By tests: the file of each, and how its name begins. */
  | readonly TestName[]
  | { readonly notYet: string }

export interface Row {
  readonly id: string
  /** What happens, in words. */
  readonly title: string
  readonly proof: Proof
}

export const wall = (id: string, title: string): Row => ({ id, title, proof: 'wall' })
export const by = (id: string, title: string, file: string, name: string, ...more: readonly TestName[]): Row => ({
  ...{ id, title },
  proof: [[file, name], ...more],
})
export const notYet = (id: string, title: string, because: string): Row => ({ id, title, proof: { notYet: because } })
