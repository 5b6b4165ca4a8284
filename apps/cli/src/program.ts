import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { exitCodes } from './exit-codes.ts'

const wholeNumber = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

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
    .option('-p, --port <port>', 'the port; 0 picks a free one', wholeNumber, 4000)
    .option('--host <host>', 'the address to listen on; anything but loopback needs a master key', '127.0.0.1')
    .action(async (options) => (await import('./commands/serve.ts')).serve(options))

  turnout
    .command('check')
    .description('Say what is wrong with a configuration, with line and column.')
    .argument('<file>', 'a configuration')
    .option('--strict', 'warnings are errors')
    .option('--json', 'print one JSON document')
    .action(async (file, options) => (await import('./commands/check.ts')).check(file, options))

  turnout
    .command('chat')
    .description('Ask one question through a configuration, in process.')
    .argument('<file>', 'a configuration')
    .argument('<text>', 'what to ask')
    .requiredOption('-m, --model <name>', 'a model group or alias')
    .action(async (file, text, options) => (await import('./commands/chat.ts')).chat(file, text, options))

  for (const command of turnout.commands) command.copyInheritedSettings(turnout)
  return turnout
}
