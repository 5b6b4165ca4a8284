import { by, type Row } from './row.ts'

const loader = 'packages/config-loader/src'
const cli = 'apps/cli/src'

export const configurationRows: readonly Row[] = [
  by(
    'G01',
    'a variable is missing',
    `${loader}/environment.test.ts`,
    'makes a missing variable null, and says which and where',
  ),
  by('G02', 'bad YAML', `${loader}/hardening.test.ts`, 'never throws on any object'),
  by('G03', 'a bomb of aliases', `${loader}/parse-yaml.test.ts`, 'refuses a bomb of aliases'),
  by('G04', 'a million brackets', `${loader}/nesting.test.ts`, 'survives a million brackets'),
  by('G05', 'unknown keys', `${cli}/commands.test.ts`, 'names a slip with its place and what was meant'),
  by('G06', 'fallbacks in circles', `${loader}/checks/fallback-cycles.test.ts`, 'tells the way of each cycle'),
  by('G07', 'the same id twice', `${loader}/deployments.test.ts`, "code: 'duplicate-id'"),
  by('G08', 'wrong types and numbers', `${loader}/validate.test.ts`, 'says which variable a wrong value came from'),
  by('G09', '__proto__ in a file', `${loader}/prototype-keys.test.ts`, 'drops them at any depth'),
  by('G10', 'a change that is wrong', `${cli}/reload.test.ts`, 'is not taken while it is wrong'),
  by(
    'G11',
    'a change under running streams',
    `${cli}/reload.test.ts`,
    'fails no request at 200 a second with streams open',
  ),
  by(
    'G12',
    'a file that is replaced',
    `${cli}/reload.test.ts`,
    'is followed when Kubernetes swaps the folder behind it',
  ),
  by(
    'G13',
    'two changes at once',
    `${cli}/watch-files.test.ts`,
    'reads again what came between the reading that asks for it',
  ),
  by(
    'G14',
    'a plug-in that throws, hangs or lies',
    'packages/router/src/engine/obedient.test.ts',
    'may throw at once where it should promise',
    [`${cli}/fault-wall/plug-ins.test.ts`, 'G14'],
  ),
  by(
    'G15',
    'a plug-in outside the folder',
    `${cli}/own-strategy.test.ts`,
    'outside the folder is refused by every command',
  ),
  by(
    'G16',
    'a strategy that chooses nobody',
    'packages/router/src/engine/events.test.ts',
    'as a strategy, is told, and chance chooses instead',
  ),
  by(
    'G17',
    'a secret in the file itself, and a file that everybody may change',
    `${loader}/checks/literal-secrets.test.ts`,
    'never tells the value',
    [`${loader}/checks/open-files.test.ts`, 'G17'],
  ),
  by(
    'G18',
    'no master key, and the whole world may ask',
    'apps/proxy/src/create-proxy.test.ts',
    'refuses to listen beyond loopback without a key',
  ),
]
