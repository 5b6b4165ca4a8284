/** Where a row of the fault matrix is proved, or why it is not. */
type Proof =
  /** By cases of the wall of that name. */
  | 'wall'
  /** By a test that was there: its file, and how its name begins. */
  | readonly [file: string, name: string]
  | { readonly notYet: string }

export interface Row {
  readonly id: string
  /** What happens, in words. */
  readonly title: string
  readonly proof: Proof
}

export const wall = (id: string, title: string): Row => ({ id, title, proof: 'wall' })
export const by = (id: string, title: string, file: string, name: string): Row => ({ id, title, proof: [file, name] })
export const notYet = (id: string, title: string, because: string): Row => ({ id, title, proof: { notYet: because } })
