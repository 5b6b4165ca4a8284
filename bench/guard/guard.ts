import { readFileSync, writeFileSync } from 'node:fs'
import { bytesPerRequest } from './bytes-per-request.ts'
import { cases } from './cases.ts'
import { compare, type Figures } from './compare.ts'

const file = new URL('./baseline.json', import.meta.url)
const baselines = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Figures>>
const [major = ''] = process.versions.node.split('.')

const figures: Record<string, number> = {}
for (const one of cases) {
  figures[one.name] = await bytesPerRequest(one)
  console.log(`guard: ${one.name}: ${figures[one.name]} bytes a request`)
}

if (process.argv.includes('--write')) {
  writeFileSync(file, `${JSON.stringify({ ...baselines, [major]: figures }, undefined, 2)}\n`)
  console.log(`guard: written as the baseline of Node ${major}`)
} else {
  const { failures, notes } = compare(figures, baselines[major], major)
  for (const note of notes) console.log(`guard: ${note}`)
  for (const failure of failures) console.error(`guard: ${failure}`)
  if (failures.length > 0) process.exitCode = 1
}
