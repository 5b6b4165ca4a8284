import { codeOnly } from './code-only.ts'
import { lineAt } from './found-files.ts'

export type AmbientKind = 'clock' | 'timer' | 'random' | 'id' | 'fetch' | 'socket' | 'undici'

export interface AmbientUse {
  readonly kind: AmbientKind
  readonly text: string
  readonly line: number
}

const free = '(?<![\\w$.#])(?:globalThis\\s*\\.\\s*)?'
const from = (modules: string): RegExp =>
  new RegExp(`\\b(?:from|import|require)\\s*\\(?\\s*['"](?:${modules})['"]`, 'g')
const typeImport = /\b(?:import|export)\s+type\s+(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+)\s*from\s*(['"])[^'"]*\1/g

const patterns: readonly (readonly [AmbientKind, RegExp])[] = [
  ['clock', new RegExp(`${free}(?:(?:Date|performance)\\s*\\.\\s*now|process\\s*\\.\\s*hrtime)\\b`, 'g')],
  ['clock', new RegExp(`${free}Date\\s*\\(\\s*\\)|\\bnew\\s+Date\\b(?!\\s*\\()`, 'g')],
  ['timer', new RegExp(`${free}AbortSignal\\s*\\.\\s*timeout\\b`, 'g')],
  ['timer', from('node:timers(?:/promises)?')],
  ['random', new RegExp(`${free}Math\\s*\\.\\s*random\\b`, 'g')],
  ['id', /(?:(?<![\w$.#])|\bcrypto\s*\.\s*)(?:randomUUID|randomBytes|randomInt|getRandomValues)\b/g],
  ['socket', from('node:(?:https?|http2|net|tls|dgram)')],
  ['undici', from('undici')],
]
const callees: readonly (readonly [AmbientKind, RegExp])[] = [
  ['timer', new RegExp(`${free}(?:setTimeout|setInterval|setImmediate)\\b`, 'g')],
  ['fetch', new RegExp(`${free}fetch\\b`, 'g')],
]

/** What follows the parenthesis that opens here, once it has closed. */
const afterCall = (code: string): string => {
  let depth = 0
  for (let at = 0; at < code.length; at++) {
    if ('([{'.includes(code.charAt(at))) depth++
    else if (')]}'.includes(code.charAt(at)) && --depth === 0) return code.slice(at + 1).trimStart()
  }
  return ''
}

/** Called, or handed on as a default; a property, a method or a function of the same name is somebody's own. */
const isReached = (before: string, name: string, after: string): boolean => {
  if (/\b(?:typeof|function)$/.test(before)) return false
  if (name.startsWith('globalThis') || /(?:\?\?|\|\||[^=!]=)$/.test(before)) return true
  if (!after.startsWith('(')) return false
  return /(?:[?([]|=>|\b(?:await|return|void))$/.test(before) || !/^[{:]/.test(afterCall(after))
}

/** Time, chance and network that a source text takes from its surroundings. */
export const ambientUses = (source: string): readonly AmbientUse[] => {
  const code = codeOnly(source).replace(typeImport, (text) => text.replace(/[^\n]/g, ' '))
  const matches = (kind: AmbientKind, pattern: RegExp) =>
    [...code.matchAll(pattern)].map(({ 0: text, index }) => ({ kind, text, index }))
  const reached = ({ text, index }: { text: string; index: number }): boolean =>
    isReached(code.slice(0, index).trimEnd(), text, code.slice(index + text.length).trimStart())
  return [
    ...patterns.flatMap(([kind, pattern]) => matches(kind, pattern)),
    ...callees.flatMap(([kind, pattern]) => matches(kind, pattern).filter(reached)),
  ].map(({ kind, text, index }) => ({ kind, text, line: lineAt(code, index) }))
}
