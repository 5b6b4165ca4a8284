import { showProblem } from '@turnout/config-loader'
import type { RouterConfig } from '@turnout/core'
import type { RunningProxy } from '@turnout/proxy'
import { load } from './load.ts'

type Say = (line: string) => void

const onStandardError: Say = (line) => void process.stderr.write(`${line}\n`)

export interface Rereader {
  /** Reads again and hands on to the proxy, one reading at a time; says what came of it. Resolves to what was taken. */
  reread(say?: Say): Promise<RouterConfig | undefined>
  /** The file, and those it included when it was last read. */
  files(): readonly string[]
}

export function rereader(proxy: RunningProxy, file: string, firstFiles: readonly string[]): Rereader {
  let files = firstFiles
  let reading: Promise<RouterConfig | undefined> = Promise.resolve(undefined)
  const reread = async (say: Say) => {
    const loaded = await load(file)
    files = loaded.files ?? files
    const report = await proxy.reload(loaded)
    const { generation, refused } = proxy.configHealth
    for (const problem of loaded.problems) if (problem.level !== 'note') say(showProblem(problem, file))
    if (!report) {
      say(`${file} was not taken; generation ${generation} serves on: ${refused?.problems[0] ?? ''}`)
      return undefined
    }
    const { added, removed, changed, settings, atNextStart } = report
    const counts = `${added.length} added, ${removed.length} removed, ${changed.length} changed`
    const others = settings.length > 0 ? `; settings: ${settings.join(', ')}` : ''
    const later = atNextStart.length > 0 ? `; only from the next start on: ${atNextStart.join(', ')}` : ''
    say(`${file} was read again, generation ${generation}: deployments ${counts}${others}${later}`)
    return loaded.config
  }
  return {
    files: () => files,
    reread(say = onStandardError) {
      reading = reading
        .then(() => reread(say))
        .catch((error: unknown) => {
          say(`${file} could not be taken: ${error instanceof Error ? error.message : String(error)}`)
          return undefined
        })
      return reading
    },
  }
}
