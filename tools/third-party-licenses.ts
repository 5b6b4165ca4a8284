import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/

/** The folders of packages that files come from, each once. */
export const packagesOf = (files: readonly string[]): readonly string[] =>
  [...new Set(files.flatMap((file) => packageFolder.exec(file.replaceAll('\\', '/'))?.[0] ?? []))].sort()

/** A package's name, version and the license it comes with. Throws where it has none: it may not be bundled then. */
export function licenseOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
  const { name, version, license } = manifest
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
  const text = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim()
  if (text === undefined && license === undefined) throw new Error(`${name} has no license; do not bundle it.`)
  return `${name} ${version} (${license ?? 'see below'})\n\n${text ?? ''}`.trim()
}

/** Writes what the licenses of bundled packages ask for: that they go along. */
export const thirdPartyLicenses = (outFile: string): Plugin => ({
  name: 'third-party-licenses',
  setup(build) {
    build.initialOptions.metafile = true
    const folder = build.initialOptions.absWorkingDir ?? process.cwd()
    build.onEnd(({ metafile }) => {
      if (!metafile) return
      const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs))
      const licenses = packagesOf(used.map((file) => resolve(folder, file))).map(licenseOf)
      mkdirSync(dirname(outFile), { recursive: true })
      writeFileSync(outFile, `${licenses.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
    })
  },
})
