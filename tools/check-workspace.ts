import { join } from 'node:path'
import { ambient } from './ambient.ts'
import { docLinks } from './doc-links.ts'
import { docPages } from './doc-pages.ts'
import { fileSize } from './file-size.ts'
import { indexLists } from './index-lists.ts'
import { layers } from './layers.ts'
import { lock } from './lock.ts'
import { noHosts } from './no-hosts.ts'
import { packageExports } from './package-exports.ts'
import { packageShape } from './package-shape.ts'
import { sourceNames } from './source-names.ts'
import { testsPresent } from './tests-present.ts'

const checks = {
  layers,
  'package-shape': packageShape,
  'package-exports': packageExports,
  'index-lists': indexLists,
  'source-names': sourceNames,
  ambient,
  'file-size': fileSize,
  'doc-pages': docPages,
  'doc-links': docLinks,
  'tests-present': testsPresent,
  lock,
  'no-hosts': noHosts,
}

const root = join(import.meta.dirname, '..')
const results = Object.entries(checks).map(([name, check]) => ({ name, problems: check(root) }))

for (const { name, problems } of results) for (const problem of problems) console.error(`${name}: ${problem}`)
for (const { name, problems } of results)
  console.log(`${name}: ${problems.length === 0 ? 'ok' : `${problems.length} to mend`}`)
if (results.some(({ problems }) => problems.length > 0)) process.exitCode = 1
