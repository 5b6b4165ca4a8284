import { dirname } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** All of undici that a bundle holds: `dispatch`, without fetch, mocks and caches. Another import fails the build. */
export const onlyAgent: Plugin = {
  name: 'only-agent',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]undici[\\/]index\.js$/ }, ({ path }) => ({
      contents: `export { default as Agent } from './lib/dispatcher/agent.js'`,
      resolveDir: dirname(path),
    }))
  },
}
