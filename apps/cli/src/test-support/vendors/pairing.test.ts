/** One turn of a conversation: whose it is, and which calls it makes or answers. */
export interface Turn {
  readonly by: 'user' | 'assistant'
  readonly calls: readonly string[]
  readonly results: readonly string[]
}

/** What every vendor refuses: turns that do not alternate, calls without results, results without calls. */
export function pairing(turns: readonly Turn[]): readonly string[] {
  const problems = turns.flatMap((turn, at) => {
    const before = turns[at - 1]
    const calls = before?.calls ?? []
    return [
      ...(before?.by === turn.by ? [`turn ${at}: ${turn.by} twice in a row`] : []),
      ...(String(calls.toSorted()) === String(turn.results.toSorted())
        ? []
        : [`turn ${at}: calls [${calls}] were answered by [${turn.results}]`]),
    ]
  })
  return turns.at(-1)?.calls.length ? [...problems, 'the last turn calls tools'] : problems
}

/** Whether the last turn is made of results. */
export const isAnswered = (turns: readonly Turn[]): boolean => (turns.at(-1)?.results.length ?? 0) > 0
