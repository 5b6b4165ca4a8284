/**
 * Each may double the ways to read a text; a repeat counts as many, for it may end at any character of what adapters look
 * at (500). More of them, and a message could take its time.
 */
const mostChoices = 18
const repeatWeight = 8
/** A larger expression may turn out to be too large when it is first used. */
const longestSource = 1_000
const mostTimes = 500

const step = /\\[1-9k]|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|[*+?|]|\{\d+(?:,\d*)?\}|./gs

/**
 * Why a regular expression could take longer than its text is worth; undefined where it cannot: no backreference, at
 * most so many choices and repeats, and nothing repeats in which there is a choice.
 */
export function slowExpression(source: string): string | undefined {
  if (source.length > longestSource) return `is longer than ${longestSource} characters`
  let weight = 0
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
      if ((text.match(/\d+/g) ?? []).some((times) => Number(times) > mostTimes))
        return `repeats more than ${mostTimes} times`
      const isRepeat = text !== '?' && text !== '|'
      if (isRepeat && last) return 'repeats a group in which there is a choice'
      // Between whole expressions, one is read after the other.
      if (text !== '|' || choices.length > 1) weight += isRepeat ? repeatWeight : 1
      if (weight > mostChoices) return 'has too many choices and repeats'
    }
  }
  return undefined
}
