import { type AmbientKind, ambientUses } from './ambient-uses.ts'
import { foundFiles, isTest } from './found-files.ts'

interface Permit {
  readonly file: string
  readonly may: readonly AmbientKind[]
  readonly because: string
}

/** The system runtime: the only doors to time, chance and network. */
const systemRuntime: readonly Permit[] = [
  {
    file: 'packages/core/src/system.ts',
    may: ['clock', 'timer', 'random', 'id'],
    because: "the process's own clock, chance and ids, behind the interface Runtime",
  },
  {
    file: 'packages/provider-adapters/src/kit/undici-transport.ts',
    may: ['undici'],
    because: 'one of the two transports to real providers',
  },
  {
    file: 'packages/provider-adapters/src/http1/open-socket.ts',
    may: ['socket'],
    because: 'the other transport to real providers',
  },
  {
    file: 'packages/provider-adapters/src/http1/unheld-clock.ts',
    may: ['timer'],
    because: 'a timer that does not keep the process alive, which Clock does not have',
  },
  {
    file: 'packages/testing/src/turn.ts',
    may: ['timer'],
    because: 'a test lets what is ready run before it looks',
  },
  {
    file: 'packages/testing/src/fault-wall/passing-time.ts',
    may: ['clock', 'timer'],
    because: 'the fault wall stands before real processes, so its time is real',
  },
  {
    file: 'packages/testing/src/fault-wall/client.ts',
    may: ['socket'],
    because: 'a client that breaks the rules needs a connection of its own',
  },
  {
    file: 'packages/testing/src/fault-wall/doors.ts',
    may: ['socket'],
    because: 'an upstream that breaks the rules needs a server of its own',
  },
  {
    file: 'packages/testing/src/fault-wall/full-port.ts',
    may: ['socket'],
    because: 'the queue of a port is filled with real connections',
  },
  {
    file: 'apps/cli/src/workers/ipc-wire.ts',
    may: ['timer'],
    because: 'what is said in one turn of a process goes to another in one message',
  },
  { file: 'apps/proxy/src/listen.ts', may: ['socket'], because: 'the one server that listens' },
]

/** No ambient time, chance or network outside the system runtime. */
export const ambient = (root: string, permits: readonly Permit[] = systemRuntime): readonly string[] => {
  const found = foundFiles(root, '{packages,apps}/*/src/**/*.ts')
    .filter((file) => !isTest(file))
    .map(({ path, text }) => ({ path, uses: ambientUses(text) }))

  const taken = found.flatMap(({ path, uses }) =>
    uses
      .filter(({ kind }) => !permits.some(({ file, may }) => file === path && may.includes(kind)))
      .map(({ kind, text, line }) => `${path}:${line}: ${text} is an ambient ${kind}; take it from the Runtime`),
  )
  const idle = permits.flatMap(({ file, may, because }) => {
    const uses = found.find(({ path }) => path === file)?.uses
    if (!uses) return [`${file}: does not exist, but tools/ambient.ts lets it (${because}); drop the permit`]
    return may
      .filter((kind) => !uses.some((use) => use.kind === kind))
      .map((kind) => `${file}: no longer uses an ambient ${kind}; drop that permit from tools/ambient.ts`)
  })
  return [...taken, ...idle]
}
