/** How clients must ask a target, where that is not as they ask the others. */
export interface ClientSide {
  readonly headers?: Readonly<Record<string, string>>
  /** Names of models other than ours. */
  readonly models?: Readonly<Record<string, string>>
}
