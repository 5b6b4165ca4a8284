import { readFile, stat } from 'node:fs/promises'
import { longestText } from './parse-yaml.ts'
import type { Problem } from './problem.ts'

/** What a file holds, or why it is not read. Throws what `fs` throws. */
export async function readText(path: string): Promise<string | Problem> {
  const refused = { level: 'error', path: [] } as const
  const { size, isFile } = await kindOf(path)
  if (!isFile) return { ...refused, code: 'unreadable', message: `${path} is no regular file.` }
  if (size > longestText)
    return { ...refused, code: 'too-large', message: `The file is larger than ${longestText} bytes.` }
  const bytes = await readFile(path)
  const place = notUtf8At(bytes)
  if (place === undefined) return bytes.toString('utf8')
  return { ...refused, code: 'invalid-utf8', message: 'The file is not UTF-8 from here on.', ...place }
}

async function kindOf(path: string): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const stats = await stat(path)
  return { size: stats.size, isFile: stats.isFile() }
}

/** Where bytes first are no UTF-8. No character of several bytes holds a line end, so lines are looked at alone. */
export function notUtf8At(bytes: Uint8Array): { readonly line: number; readonly column: number } | undefined {
  if (isUtf8(bytes)) return undefined
  let start = 0
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    const content = bytes.subarray(start, end === -1 ? undefined : end)
    if (!isUtf8(content)) return { line, column: validStart(content).length + 1 }
    start = end + 1
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The text before the first byte that is wrong, found by halves. */
function validStart(bytes: Uint8Array): string {
  const decoded = (length: number): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true })
    } catch {
      return undefined
    }
  }
  let [valid, wrong] = [0, bytes.length]
  while (wrong - valid > 1) {
    const middle = (valid + wrong) >> 1
    if (decoded(middle) === undefined) wrong = middle
    else valid = middle
  }
  return decoded(valid) ?? ''
}
