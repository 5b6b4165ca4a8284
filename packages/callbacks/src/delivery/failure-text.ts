import { type ErrorKind, errorTable } from '@turnout/core'
import { numberText, quotedText } from './json-text.ts'

interface Failure {
  readonly kind: ErrorKind
  readonly message: string
  readonly status?: number
  readonly code?: string
}

/** A failure as `decisionBody` has it. */
export function failureText(failure: Failure | undefined): string {
  if (!failure) return 'null'
  const { kind, message, status, code } = failure
  const by = status === undefined ? '' : `,"status":${numberText(status)}`
  const known = code === undefined ? '' : `,"code":${quotedText(code)}`
  return `{"kind":"${kind}","type_name":"${errorTable[kind].className}"${by}${known},"message":${quotedText(message)}}`
}
