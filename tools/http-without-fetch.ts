import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * `import … from 'node:http'` reads every property of that module, and one of them loads Node's own fetch: a sixth of a
 * cold start. A bundle takes the module as it is.
 */
export const httpWithoutFetch: Plugin = {
  name: 'http-without-fetch',
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'node:http', namespace: 'http-without-fetch' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'http-without-fetch' }, () => ({
      contents: `module.exports = process.getBuiltinModule('node:http')`,
    }))
  },
}
