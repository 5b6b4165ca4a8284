import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'

/** Keeps a run's figures under results/, with the machine they come from. Gives back the file's path. */
export const saveResults = (figures: object): string => {
  const date = new Date().toISOString()
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${date.replaceAll(':', '-')}.json`)
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
  }
  writeFileSync(file, `${JSON.stringify({ date, ...machine, ...figures }, undefined, 2)}\n`)
  return file
}
