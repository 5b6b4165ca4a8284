import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { OperationName } from '@turnout/core'
import { Command, InvalidArgumentError } from 'commander'
import { exitCodes } from './exit-codes.ts'
import { operations } from './explain/operations.ts'

const portNumber = (text: string): number => {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('expected a number up to 65535')
  return Number(text)
}

const mostWorkers = 1_024

const workerCount = (text: string): number => {
  if (text === 'auto') return availableParallelism()
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > mostWorkers)
    throw new InvalidArgumentError(`expected a number from 1 to ${mostWorkers}, or auto`)
  return Number(text)
}

const operationNamed = (name: string): OperationName => {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (!operation) throw new InvalidArgumentError(`expected one of ${Object.keys(operations).join(', ')}`)
  return operation
}

const tagList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')

const proxyUrl = (text: string): URL => {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError('expected http://HOST:PORT')
  if (url.username !== '' || url.password !== '') throw new InvalidArgumentError('a key belongs in the environment')
  return url
}
const collected = (line: string, before: readonly string[]): readonly string[] => [...before, line]

/** The `turnout` command. What a command needs is loaded when it runs. */
export function program(): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const turnout = new Command('turnout')
    .description('The router for LLM traffic: many deployments of many providers behind one name.')
    .version(version)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.wrongUse))

  turnout
    .command('serve')
    .description('Serve a configuration as an OpenAI-compatible proxy.')
    .requiredOption('-c, --config <file>', "a configuration: LiteLLM's YAML, unchanged")
    .option('-p, --port <port>', 'the port; 0 picks a free one', portNumber, 4000)
    .option('--host <host>', 'the address to listen on; anything but loopback needs a master key', '127.0.0.1')
    .option(
      '--access-log <file>',
      'a line of JSON a request: to a file, - for standard output, or off (default: -, or off on a terminal)',
    )
    .option('--workers <n>', 'how many processes serve the port; auto: as many as there are cores', workerCount, 1)
    .action(async (options) =>
      options.workers === 1
        ? (await import('./commands/serve.ts')).serve(options)
        : (await import('./workers/serve-workers.ts')).serveWorkers(options),
    )

  turnout
    .command('check')
    .description('Say what is wrong with a configuration, with line and column, and what its groups are.')
    .argument('<file>', 'a configuration')
    .option('--strict', 'warnings are errors')
    .option('--json', 'print one JSON document')
    .action(async (file, options) => (await import('./commands/check.ts')).check(file, options))

  turnout
    .command('explain')
    .description(
      'Say why a request would go where it goes, without sending it; of a running proxy also why one went there.',
    )
    .argument('[file]', 'a configuration; or --url')
    .option('-m, --model <name>', 'a model group, alias or deployment; or `model` in the request')
    .option('-r, --request <file>', 'a request body as JSON; without it a short one')
    .option(
      '--operation <name>',
      `${Object.keys(operations).join(', ')} (default: by what the request has)`,
      operationNamed,
    )
    .option('--tags <names>', 'tags of the request, separated by commas', tagList)
    .option('--url <url>', 'ask a running proxy, which knows what is full and what cools down', proxyUrl)
    .option('--key-env <name>', 'the environment variable that holds its key', 'TURNOUT_API_KEY')
    .option('--id <id>', 'of the proxy: what became of the request with this id')
    .option('--last', 'of the proxy: what became of the last request')
    .option('--json', 'print one JSON document')
    .action(async (file, options) => (await import('./commands/explain.ts')).explain(file, options))

  turnout
    .command('chat')
    .description('Ask one question through a configuration, in process.')
    .argument('<file>', 'a configuration')
    .argument('<text>', 'what to ask')
    .requiredOption('-m, --model <name>', 'a model group or alias')
    .action(async (file, text, options) => (await import('./commands/chat.ts')).chat(file, text, options))

  turnout
    .command('init')
    .description('Write a commented configuration; on a terminal, after a few questions.')
    .argument('[file]', 'the file to write', 'turnout.yaml')
    .option('-y, --yes', 'ask nothing: simulated models, and the others as comments')
    .option('-f, --force', 'overwrite the file')
    .action(async (file, options) => (await import('./commands/init.ts')).init(file, options))

  turnout
    .command('schema')
    .description('Print the JSON Schema of a configuration, by which editors complete it.')
    .action(async () => (await import('./commands/schema.ts')).schema())

  turnout
    .command('fault-wall')
    .description('Hold any OpenAI-compatible gateway against upstreams and clients that fail in every known way.')
    .requiredOption('--target <url>', 'the gateway')
    .option('--upstream-port <port>', 'where the wall listens for the gateway', portNumber, 9400)
    .option('--model <name>', 'the model that the gateway has at the wall', 'wall')
    .option('--key <key>', 'the key that the gateway wants')
    .option('--header <line>', 'a header of every request; {upstream} in it is the address of the wall', collected, [])
    .option('--patience <seconds>', 'how long a case may take at the least', Number, 0)
    .option('--only <rows>', 'these rows, as U01,U02')
    .option('--json <file>', 'write what was found to a file')
    .action(async (options) => (await import('./commands/fault-wall.ts')).faultWall(options))

  for (const command of turnout.commands) command.copyInheritedSettings(turnout)
  return turnout
}
