import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const index = new URL('./index.ts', import.meta.url)

/** What of other people's packages a program has loaded, in steps. */
const loadedBy = (steps: string) => {
  const program = `
    import { registerHooks } from 'node:module'
    const loaded = new Set()
    const noted = (url) => loaded.add(url.replace(/^.*node_modules\\//, ''))
    registerHooks({ load: (url, context, next) => (url.includes('node_modules') && noted(url), next(url, context)) })
    const has = (part) => [...loaded].some((url) => url.includes(part))
    const see = () => JSON.stringify([loaded.size, has('genai-prices'), has('bpeRanks/cl100k_base'), has('bpeRanks/o200k_base')])
    const { loadModelInfo, tokenCounter } = await import(${JSON.stringify(index.href)})
    ${steps}
    process.stdout.write(see())`
  const args = ['--conditions=@turnout/source', '--no-warnings', '--input-type=module', '--eval', program]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

it('loads nothing by being imported, and nothing to tell that a request fits', () => {
  expect(loadedBy(`tokenCounter().fitsWindow({ input: 'Hi' }, 'gpt-4', 8192)`)).toEqual([0, false, false, false])
})

it('loads tables without vocabularies, and one vocabulary without the other', () => {
  expect(loadedBy('await loadModelInfo()').slice(1)).toEqual([true, false, false])
  expect(loadedBy(`await tokenCounter().load('gpt-4')`).slice(1)).toEqual([false, true, false])
})
