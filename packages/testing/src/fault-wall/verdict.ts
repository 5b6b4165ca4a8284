import type { Outcome } from './case.ts'
import { wallText } from './chat-text.ts'
import type { Told } from './told.ts'

/**
 * `lied`: the client believes something that is not so. `misled`: it hears of a failure, but of another one. `cut off`:
 * the connection ended without a word. `gave up`: it failed where it need not. `leaked`: a secret got out, or something
 * was left running. `hung`: no end within patience. `let in`: it served
 * what it should have refused. `stuck`: it does not serve
 * when the upstream is well again. `crashed`: nobody is there any more.
 */
export type Verdict =
  | 'ok'
  | 'lied'
  | 'misled'
  | 'cut off'
  | 'gave up'
  | 'leaked'
  | 'let in'
  | 'hung'
  | 'stuck'
  | 'crashed'

/** `exactly`: statuses and codes as Turnout promises them; else an honest error of the same class will do. */
export function judge(told: Told, right: readonly Outcome[], exactly: boolean): Verdict {
  if (right.some((outcome) => fits(told, outcome, exactly))) return 'ok'
  const maySucceed = right.some((outcome) => outcome.told === 'answer')
  switch (told.told) {
    case 'nothing':
      return 'hung'
    case 'refused':
      return 'crashed'
    case 'cut':
    case 'closed':
    case 'left':
      return 'cut off'
    case 'answer':
      return told.text === wallText && right.every(blamesCaller) ? 'let in' : 'lied'
    case 'silent end':
    case 'nonsense':
      return 'lied'
    case 'broken stream':
      return maySucceed ? 'gave up' : exactly ? 'misled' : 'ok'
    case 'error':
      if (told.status < 400) return 'lied'
      if (maySucceed && right.every((outcome) => outcome.told === 'answer')) return 'gave up'
      return !exactly && right.some((outcome) => outcome.told === 'broken stream') ? 'ok' : 'misled'
  }
}

const blamesCaller = (right: Outcome): boolean => right.told === 'error' && right.status.every((status) => status < 500)

function fits(told: Told, right: Outcome, exactly: boolean): boolean {
  if (told.told !== right.told) return false
  switch (right.told) {
    case 'answer':
      return told.text === (right.text ?? wallText) && !(exactly && told.done === false)
    case 'error':
      return exactly
        ? right.status.includes(told.status) && coded(told, right.code)
        : right.status.some((status) => sameClass(status, told.status))
    case 'broken stream':
      return (right.after === undefined || told.text === right.after) && (!exactly || coded(told, right.code))
    case 'left':
    case 'closed':
      return true
  }
}

const coded = ({ code }: Told, codes: readonly string[] | undefined): boolean =>
  codes === undefined || (code !== undefined && codes.includes(code))

/** A 429 asks for patience, any other 4xx blames the caller, a 5xx does not; 408 for 504 is a custom of some. */
const sameClass = (right: number, told: number): boolean =>
  classOf(right) === classOf(told) || (right === 504 && told === 408)
const classOf = (status: number): string => (status === 429 ? '429' : `${Math.floor(status / 100)}xx`)
