import { defineConfig } from 'tsup'
import { httpWithoutFetch } from '../../tools/http-without-fetch.ts'
import { onlyAgent } from '../../tools/only-agent.ts'
import { thirdPartyLicenses } from '../../tools/third-party-licenses.ts'
import base from '../../tools/tsup.base.ts'

/** CommonJS packages ask for `require` also inside a bundle. */
const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"

/** An application: everything but its `dependencies` is bundled. Why: docs/decisions/0014-bundled-command.md. */
export default defineConfig({
  ...base,
  banner: { js },
  noExternal: ['commander'],
  removeNodeProtocol: false,
  esbuildPlugins: [httpWithoutFetch, onlyAgent, thirdPartyLicenses('dist/third-party-licenses.txt')],
  esbuildOptions(options) {
    options.conditions = ['@turnout/source']
  },
})
