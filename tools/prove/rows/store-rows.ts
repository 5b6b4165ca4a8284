import { by, notYet, type Row } from './row.ts'

const redis = 'packages/cache-adapters/src/redis'
const cli = 'apps/cli/src'
const noDatabase = 'there is no database of spend: spend is told to callbacks'

export const storeRows: readonly Row[] = [
  by(
    'R01',
    'Redis is down at the start',
    `${cli}/shared-loss.test.ts`,
    'that is down at the start is used once it is there',
  ),
  by('R02', 'Redis dies', `${cli}/shared-loss.test.ts`, 'that is killed and started again is used again'),
  by('R03', 'Redis stands still', `${cli}/shared-trouble.test.ts`, 'that stands still for'),
  by(
    'R04',
    'Redis is slow',
    `${redis}/redis-frozen.test.ts`,
    'is not waited for, and what it did for nothing does not count',
  ),
  by('R05', 'replies that come late', `${redis}/redis-frozen.test.ts`, 'does what it was asked too late for nothing'),
  by('R06', 'a reply is lost', `${cli}/shared-loss.test.ts`, 'that loses a reply'),
  by('R07', 'a command that never ends', `${redis}/patience.test.ts`, 'ends a wait no later than its time', [
    `${redis}/connect.test.ts`,
    'R07',
  ]),
  by('R08', 'a master becomes a replica', `${redis}/redis-errors.test.ts`, 'a master that becomes a replica'),
  by('R09', 'a failover', `${redis}/redis-sentinel.test.ts`, 'is found, and after a failover the new one'),
  by('R10', 'Redis is full', `${redis}/redis-errors.test.ts`, 'a full memory: nothing is half written'),
  by('R11', 'Redis evicts', `${redis}/eviction.test.ts`, 'a Redis that evicts'),
  by('R12', 'Redis forgets the scripts', `${redis}/redis-errors.test.ts`, 'NOSCRIPT: sends the script'),
  by('R13', 'few commands are allowed', `${redis}/redis-cache.test.ts`, 'needs few rights'),
  by('R14', 'a cluster moves slots', `${redis}/redis-slots.test.ts`, 'that moved a slot is followed there (MOVED)'),
  by('R15', 'errors of every kind', `${redis}/redis-errors.test.ts`, 'serves attempts all the same, says so once'),
  by('R16', 'a second up, a second down', `${cli}/fault-wall/own-runs.test.ts`, 'R16'),
  by(
    'R17',
    'one instance cannot reach Redis',
    `${redis}/redis-channel.test.ts`,
    'divides the limits while the store is lost',
  ),
  notYet('R18', 'the database of spend is down', noDatabase),
  notYet('R19', 'the database of spend is slow', noDatabase),
  by(
    'R20',
    'kept values that are not ours',
    `${cli}/cache/redis-values.test.ts`,
    'is passed over and replaced, whatever it is',
  ),
]
