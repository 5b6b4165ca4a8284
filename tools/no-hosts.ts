import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** In parts, so that this file does not name them. A folder of a machine stands at the start of a path. */
const forbidden = [
  ...['npmjs', 'yarnpkg'].map((host) => new RegExp(`registry\\.${host}`)),
  ...['work', 'home', 'Users'].map((folder) => new RegExp(`(?<![\\w.-])/${folder}/`)),
]

/** What git tracks, or would with the next `git add`. */
const trackedFiles = (root: string): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && statSync(join(root, path), { throwIfNoEntry: false })?.isFile())

/** No tracked text names a package registry or a folder of somebody's machine. */
export const noHosts = (root: string): readonly string[] =>
  trackedFiles(root).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    if (text.includes('\0')) return []
    return text
      .split('\n')
      .flatMap((line, index) =>
        line.trimStart().startsWith('"integrity":')
          ? []
          : forbidden
              .flatMap((name) => name.exec(line) ?? [])
              .map((name) => `${path}:${index + 1}: names ${name}; say it without the host or the machine`),
      )
  })
