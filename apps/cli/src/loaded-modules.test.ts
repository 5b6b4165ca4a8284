import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runTurnout, temporaryFile } from '../../../tools/start-turnout.ts'

/** Writes down, at the end, the files that were loaded. */
const preload = temporaryFile(
  'list-loaded.mjs',
  `import { writeFileSync } from 'node:fs'
   import { registerHooks } from 'node:module'
   const loaded = []
   registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
   process.on('exit', () => writeFileSync(process.env.LOADED, JSON.stringify(loaded)))`,
)

/** Whose code a bundle holds: it says so, in comments and in names. */
const bundledIn = (file: string): readonly string[] => {
  if (!file.includes('/cli/dist/')) return []
  return [...readFileSync(file, 'utf8').matchAll(/^(?:\/\/ | {2}")(\.\.\/\S+)/gm)].map(([, from = '']) => from)
}

const heavy = ['fastify', 'pino', 'undici', 'ioredis', 'lru-cache', 'gpt-tokenizer', 'genai-prices', 'proxy']

/** Which of the heavy packages a command loads. */
async function heavyLoadedBy(...args: readonly string[]) {
  const list = temporaryFile('loaded.json', '[]')
  const { code } = await runTurnout(args, { NODE_OPTIONS: `--import=${preload}`, LOADED: list })
  const urls = JSON.parse(readFileSync(list, 'utf8')) as readonly string[]
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url))
  const all = files.flatMap((file) => [file, ...bundledIn(file)])
  return { code, heavy: heavy.filter((name) => all.some((path) => path.includes(`/${name}/`))) }
}

describe('what a command loads', () => {
  it.each([['--version'], ['--help'], ['check', 'examples/quickstart.yaml'], ['schema']])(
    '%s: nothing of the server',
    async (...args) => {
      expect(await heavyLoadedBy(...args)).toEqual({ code: 0, heavy: [] })
    },
  )

  it('explain: a router, and nothing of the server', async () => {
    const args = ['explain', 'examples/quickstart.yaml', '-m', 'fast']
    expect(await heavyLoadedBy(...args)).toEqual({ code: 0, heavy: ['undici'] })
  })

  it('serve: the server, and of Redis, kept answers, prices and vocabularies nothing that the file does not ask for', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void taken.close())
    await once(taken, 'listening')
    const port = String((taken.address() as AddressInfo).port)
    expect(await heavyLoadedBy('serve', '--config', 'examples/quickstart.yaml', '--port', port)).toEqual({
      code: 1,
      heavy: ['fastify', 'pino', 'undici', 'proxy'],
    })
  })
})
