import { columns, printable } from './columns.ts'
import type { DeploymentFacts, GroupFacts } from './describe-groups.ts'
import type { Paint } from './paint.ts'

const heads = ['group', 'deployments', '', 'strategy', 'fallbacks', 'aliases']

/** Groups as a table: a line a deployment, and beside the first ones how the group is chosen from, left and called. */
export function groupTable(groups: readonly GroupFacts[], paint: Paint): string {
  const [head = '', ...lines] = columns([heads, ...groups.flatMap(rowsOf)])
  return [paint('bold', head), ...lines].map((line) => `${line}\n`).join('')
}

function rowsOf(facts: GroupFacts): readonly (readonly string[])[] {
  const leads = leadsOf(facts)
  const names = facts.aliases.map(({ name, hidden }) => `${name}${hidden ? ' (hidden)' : ''}`)
  const count = Math.max(facts.deployments.length, leads.length, names.length)
  return Array.from({ length: count }, (_, row) => {
    const deployment = facts.deployments[row]
    const first = row === 0
    return [
      ...[first ? facts.group : '', deployment?.model ?? '', deployment ? share(deployment) : ''],
      ...[first ? facts.strategy : '', leads[row] ?? '', names[row] ?? ''],
    ].map(printable)
  })
}

const share = ({ weight, rpm, tpm }: DeploymentFacts): string =>
  Object.entries({ weight, rpm, tpm })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function leadsOf({ fallbacks, context_window_fallbacks, content_policy_fallbacks }: GroupFacts): readonly string[] {
  const line = (targets: readonly string[] = [], when = '') => (targets.length > 0 ? [when + targets.join(', ')] : [])
  return [
    ...line(fallbacks),
    ...line(context_window_fallbacks, 'prompt too long: '),
    ...line(content_policy_fallbacks, 'content refused: '),
  ]
}
