import { showProblem } from '@turnout/config-loader'
import type { RunningProxy } from '@turnout/proxy'
import { load } from './load.ts'

export interface Rereader {
  /** Reads again and hands on to the proxy, one reading at a time; says on standard error what came of it. */
  reread(): Promise<void>
  /** The file, and those it included when it was last read. */
  files(): readonly string[]
}

export function rereader(proxy: RunningProxy, file: string, firstFiles: readonly string[]): Rereader {
  let files = firstFiles
  let reading: Promise<void> = Promise.resolve()
  const reread = async () => {
    const loaded = await load(file)
    files = loaded.files ?? files
    const report = await proxy.reload(loaded)
    const { generation, refused } = proxy.configHealth
    for (const problem of loaded.problems)
      if (problem.level !== 'note') process.stderr.write(`${showProblem(problem, file)}\n`)
    if (!report) {
      process.stderr.write(`${file} was not taken; generation ${generation} serves on: ${refused?.problems[0] ?? ''}\n`)
      return
    }
    const { added, removed, changed, settings, atNextStart } = report
    const counts = `${added.length} added, ${removed.length} removed, ${changed.length} changed`
    const others = settings.length > 0 ? `; settings: ${settings.join(', ')}` : ''
    const later = atNextStart.length > 0 ? `; only from the next start on: ${atNextStart.join(', ')}` : ''
    process.stderr.write(`${file} was read again, generation ${generation}: deployments ${counts}${others}${later}\n`)
  }
  return {
    files: () => files,
    reread() {
      reading = reading.then(reread).catch((error: unknown) => {
        process.stderr.write(`${file} could not be taken: ${error instanceof Error ? error.message : String(error)}\n`)
      })
      return reading
    },
  }
}
