import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runFacts } from './run-facts.ts'

/** Keeps a run's figures under results/, with when, where and of what they are. Gives back the file's path. */
export const saveResults = (part: string, figures: object): string => {
  const facts = runFacts()
  const folder = join(import.meta.dirname, '../results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${facts.date.replaceAll(':', '-')}-${part}.json`)
  writeFileSync(file, `${JSON.stringify({ ...facts, ...figures }, undefined, 2)}\n`)
  return file
}
