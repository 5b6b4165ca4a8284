import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataFiles, workspaces } from './workspaces.ts'

const conditionsOf = (source: string): string => {
  const stem = source.replace(/^\.\/src\//, '').replace(/\.ts$/, '')
  return JSON.stringify({
    '@turnout/source': `./src/${stem}.ts`,
    types: `./dist/${stem}.d.ts`,
    default: `./dist/${stem}.js`,
  })
}

/** Every export is one source file, with its types and its JavaScript, in that order; or a JSON file as it is. */
export const packageExports = (root: string): readonly string[] =>
  workspaces(root).flatMap(({ folder, manifest }) => {
    const { './package.json': own, ...entries } = manifest.exports ?? {}
    const missing = [...(own === './package.json' ? [] : ['./package.json']), ...('.' in entries ? [] : ['.'])].map(
      (subpath) => `${folder}/package.json: exports has no "${subpath}"; add it`,
    )

    const data = dataFiles(manifest)
    const gone = data
      .filter((file) => !existsSync(join(root, folder, file)))
      .map((file) => `${folder}/package.json: exports "./${file}", which does not exist; write it or drop the export`)
    const sources = Object.entries(entries).filter(([subpath]) => !data.includes(subpath.slice('./'.length)))
    const wrong = sources.flatMap(([subpath, target]) => {
      const source = typeof target === 'string' ? target : (target['@turnout/source'] ?? './src/X.ts')
      if (JSON.stringify(target) !== conditionsOf(source))
        return [`${folder}/package.json: exports "${subpath}" is to be ${conditionsOf(source)}, in that order`]
      return existsSync(join(root, folder, source))
        ? []
        : [
            `${folder}/package.json: exports "${subpath}" names ${source}, which does not exist; write it or drop the export`,
          ]
    })
    return [...missing, ...gone, ...wrong]
  })
