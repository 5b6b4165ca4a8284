/**
 * `npm run fuzz -- [--target NAME] [--seconds S] [--seed X]`: feeds a target, or all in turn, with mutations of its corpus;
 * what is wrong becomes small and a file of the corpus.
 */
import { createHash } from 'node:crypto'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '@turnout/testing'
import { addToCorpus, corpusOf } from './corpus.ts'
import { mutate } from './mutate.ts'
import { shrink } from './shrink.ts'
import type { Target } from './target.ts'
import { targets } from './targets/index.ts'
import { whyWrong } from './why-wrong.ts'

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
})
const chosen = targets.filter(({ name }) => values.target === undefined || values.target === name)
if (chosen.length === 0) throw new Error(`The targets are ${targets.map(({ name }) => name).join(', ')}.`)

console.log(`seed ${values.seed}`)
for (const target of chosen) fuzz(target, Number(values.seconds) / chosen.length)

/** Stops at the first that is wrong: it is to be mended before it hides others. */
function fuzz(target: Target, seconds: number): void {
  const random = seededRandom(Number(values.seed))
  const inputs = corpusOf(target.name).map(({ bytes }) => bytes)
  const startMs = performance.now()
  const takenMs = () => performance.now() - startMs
  let count = 0
  for (; takenMs() < seconds * 1_000; count++) {
    const from = inputs[Math.floor(random() * inputs.length)] ?? Buffer.alloc(0)
    const bytes = mutate(from, { random, words: target.words, others: inputs })
    const wrong = whyWrong(target, bytes)
    if (wrong === undefined) continue
    report(target, bytes, wrong)
    break
  }
  console.log(`${target.name}: ${count} inputs, ${Math.round(count / (takenMs() / 1_000))} a second`)
}

function report(target: Target, bytes: Buffer, wrong: string): void {
  const kind = wrong.split('\n')[0]?.replace(/\d+/g, '') ?? ''
  const same = (smaller: Buffer) => (whyWrong(target, smaller)?.split('\n')[0] ?? '').replace(/\d+/g, '') === kind
  const small = shrink(bytes, same, wrong.startsWith('took') ? 20 : 2_000)
  const name = `wrong-${createHash('sha256').update(small).digest('hex').slice(0, 8)}`
  console.log(`${target.name}: ${relative('.', addToCorpus(target.name, { name, bytes: small }))} ${wrong}`)
  process.exitCode = 1
}
