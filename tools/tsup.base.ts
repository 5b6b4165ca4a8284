import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

interface Manifest {
  exports: Record<string, string | { '@turnout/source'?: string }>
  bin?: Record<string, string>
}

/** What a package exports is what is built: one entry an export or bin, named by its path under src. */
const entries = (manifest: Manifest): Record<string, string> => {
  const sources = Object.values(manifest.exports).flatMap((e) =>
    typeof e === 'string' ? [] : [e['@turnout/source'] ?? ''],
  )
  const bins = Object.values(manifest.bin ?? {}).map((path) =>
    path.replace('./dist/', './src/').replace(/\.js$/, '.ts'),
  )
  return Object.fromEntries(
    [...sources, ...bins].map((path) => [path.replace('./src/', '').replace(/\.ts$/, ''), path]),
  )
}

/** JavaScript by esbuild; declarations come from `tsc --emitDeclarationOnly` (tsup cannot make them with TypeScript 7). */
export default defineConfig({
  entry: entries(JSON.parse(readFileSync('package.json', 'utf8')) as Manifest),
  format: ['esm'],
  target: 'node22',
  dts: false,
  sourcemap: true,
  splitting: true,
  clean: true,
})
