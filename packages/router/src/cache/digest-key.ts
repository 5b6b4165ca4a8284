import { hash } from 'node:crypto'

/** SHA-256 of all that is asked, behind the namespace where there is one. */
export function digestKey(text: string, namespace?: string): string {
  const digest = hash('sha256', text, 'hex')
  return namespace === undefined ? digest : `${encodeURIComponent(namespace.toWellFormed())}:${digest}`
}
