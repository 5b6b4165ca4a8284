/** More of these, and a long message could take its time. */
const mostRepeats = 3

const step = /\\[1-9k]|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|[*+?|]|\{\d+(?:,\d*)?\}|./gs

/**
 * Why a regular expression could take longer than its text is worth; undefined where it cannot: no backreference, at
 * most so many repeats, and nothing repeats in which there is a choice.
 */
export function slowExpression(source: string): string | undefined {
  let repeats = 0
  /** For each group that is open, whether there is a choice in it. */
  const choices = [false]
  let closed: boolean | undefined
  for (const [text] of source.matchAll(step)) {
    const last = closed
    closed = undefined
    if (/^\\[1-9k]/.test(text)) return 'refers back to a group'
    if (text.startsWith('(')) choices.push(false)
    else if (text === ')') {
      closed = choices.pop() ?? false
      if (closed) choices[choices.length - 1] = true
    } else if (/^[*+{?|]/.test(text)) {
      choices[choices.length - 1] = true
      if (text === '?' || text === '|') continue
      if (last) return 'repeats a group in which there is a choice'
      if (++repeats > mostRepeats) return `repeats more than ${mostRepeats} times`
    }
  }
  return undefined
}
