import { isMap } from '../map.ts'
import type { Path, Problem } from '../problem.ts'
import { isSecretName } from '../secret-name.ts'

/** Names that speak of a secret and are none: of a header, a kind of store, a line of a cache. */
const harmless = /(_name|_header|_system|_type|_id|_ttl|_path|_file|_alias|_info|cache_key)$/

/** Secrets that stand in the file itself. The value is never told. */
export function checkSecrets(value: unknown, path: Path = []): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => checkSecrets(entry, [...path, index]))
  if (isMap(value)) return Object.entries(value).flatMap(([key, entry]) => checkSecrets(entry, [...path, key]))
  return typeof value === 'string' && isSecret(path, value) ? [literal(path)] : []
}

/** By the name of the key, or of the key of the list; or an address with a password in it. */
function isSecret(path: Path, value: string): boolean {
  if (value === '' || /^(os\.environ|oidc)\//.test(value)) return false
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i.test(value)) return true
  const name = String(path.filter((step) => typeof step === 'string').at(-1) ?? '')
  const isPath = /^vertex_credentials$/.test(name) && !value.trimStart().startsWith('{')
  return isSecretName(name) && !harmless.test(name) && !isPath
}

const literal = (path: Path): Problem => ({
  level: 'warning',
  code: 'literal-secret',
  message: 'is a secret in the file itself. Write os.environ/NAME, and keep it in a variable.',
  path,
})
