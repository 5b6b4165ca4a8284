import { inWords, type Report, type Result } from '@turnout/testing/fault-wall'
import { type Row, rows } from './rows/index.ts'

export interface OtherWall {
  readonly title: string
  readonly report: Report
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
const nameOf = ({ row, title }: { row: string; title: string }): string => `${row} ${title}`

/** `docs/proof/fault-wall.md`: every case on both, and where every other row is proved. */
export function wallPage(own: readonly Result[], other: OtherWall): string {
  const others = new Map(other.report.results.map((result) => [nameOf(result), result]))
  const skipped = new Map(other.report.skipped.map((one) => [nameOf(one), one.because]))
  const told = (result: Result | undefined, otherwise = '–'): string =>
    result === undefined
      ? otherwise
      : cell(
          `${result.verdict === 'ok' ? '' : `**${result.verdict}** `}${inWords(result.told)}${result.wrong.map((what) => `; ${what}`).join('')}`,
        )
  const cases = own
    .filter(({ spare }) => !spare)
    .map((one) => {
      const spare = own.find(({ title, spare: is }) => is && title === one.title)
      const beside = spare === undefined ? '' : told(spare)
      return `| ${one.row} | ${cell(one.title)} | ${told(one)} | ${beside} | ${told(others.get(nameOf(one)), `not run: ${cell(skipped.get(nameOf(one)) ?? '')}`)} |`
    })
  return `# The fault wall, case by case

Made by \`npm run prove:wall\`. What each case is, and what the words mean, is said in [Proof](../proof.md#the-fault-wall).
${summaryOf('Turnout', own)} ${summaryOf(other.title, other.report.results)} ${other.report.skipped.length} cases were not run on it.

| row | what happens | what Turnout's client is told | with another deployment that is well | what the client of ${other.title} is told |
|---|---|---|---|---|
${cases.join('\n')}

## Rows that other tests prove
| row | what happens | proved by |
|---|---|---|
${rows.flatMap(provedElsewhere).join('\n')}

## Rows that do not apply yet
| row | what happens | why not |
|---|---|---|
${rows.flatMap(notYet).join('\n')}
`
}

/** How many cases came to which verdict, on each. */
export function verdictTable(walls: Readonly<Record<string, readonly Result[]>>): readonly string[] {
  const gateways = Object.values(walls)
  const verdicts = new Set(gateways.flat().map(({ verdict }) => verdict))
  const row = (title: string, numbers: readonly number[]): string => `| ${[title, ...numbers].join(' | ')} |`
  const counts = [...verdicts].map((wanted) =>
    row(
      wanted,
      gateways.map((results) => results.filter(({ verdict }) => verdict === wanted).length),
    ),
  )
  return [
    `| cases | ${Object.keys(walls).join(' | ')} |`,
    `|---|${'--:|'.repeat(gateways.length)}`,
    ...counts,
    row(
      'in all',
      gateways.map(({ length }) => length),
    ),
  ]
}

export const summaryOf = (name: string, results: readonly Result[]): string => {
  const counts = new Map<string, number>()
  for (const { verdict } of results) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  const bad = [...counts].filter(([verdict]) => verdict !== 'ok').map(([verdict, count]) => `${count} ${verdict}`)
  return `${name}: ${counts.get('ok') ?? 0} of ${results.length} cases are ok${bad.length > 0 ? ` (${bad.join(', ')})` : ''}.`
}

const provedElsewhere = ({ id, title, proof }: Row): readonly string[] => {
  if (proof === 'wall' || 'notYet' in proof) return []
  const tests = proof.map(([file, name]) => `[${cell(name)}](../../${file})`)
  return [`| ${id} | ${cell(title)} | ${tests.join('; ')} |`]
}

const notYet = ({ id, title, proof }: Row): readonly string[] =>
  proof !== 'wall' && 'notYet' in proof ? [`| ${id} | ${cell(title)} | ${cell(proof.notYet)} |`] : []
