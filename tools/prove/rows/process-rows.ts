import { by, notYet, type Row } from './row.ts'

const cli = 'apps/cli/src'
const own = `${cli}/fault-wall/own-runs.test.ts`
const load = `${cli}/fault-wall/load-runs.test.ts`

export const processRows: readonly Row[] = [
  by('P01', 'SIGTERM with streams open', `${cli}/drain.test.ts`, 'lets 50 open streams end whole'),
  by('P02', 'a second SIGTERM', `${cli}/drain.test.ts`, 'has 5 s left at most when a second signal comes'),
  by('P03', 'SIGTERM while Redis is down', own, 'P03'),
  by('P04', 'SIGKILL', `${cli}/shared-killed.test.ts`, 'leaves places that come back by themselves'),
  by('P05', 'a worker crashes', `${cli}/workers-killed.test.ts`, 'is replaced, and told of in one line'),
  by(
    'P06',
    'an adapter throws, or a plug-in where nobody catches it',
    'packages/router/src/engine/obedient.test.ts',
    'may throw at once where it should promise',
    [`${cli}/fault-wall/plug-ins.test.ts`, 'P06'],
  ),
  notYet(
    'P07',
    'the process stands still for 2 s',
    'there is no watchdog; the metric turnout_event_loop_lag_seconds tells',
  ),
  by(
    'P08',
    'the disk is full',
    'packages/callbacks/src/lines/file-sink.test.ts',
    'tells what it could not write, and writes again when it can',
    [`${cli}/fault-wall/full-disk.test.ts`, 'P08'],
  ),
  by('P09', 'nobody reads standard output', own, 'P09'),
  by('P10', 'no more files may be opened', own, 'P10'),
  by('P11', 'memory runs out', `${cli}/shedding.test.ts`, 'ends with 1, and says why, where it stays full'),
  by('P12', 'the port is in use', `${cli}/port-in-use.test.ts`, 'ends at once where its port is in use'),
  by('T01', 'the clock jumps an hour', 'packages/cache-adapters/src/redis/redis-clock.test.ts', 'steps back an hour'),
  notYet(
    'T02',
    'the clock goes back a day while deployments cool',
    'durations are measured by the monotonic clock alone, which tools/ambient.ts holds; the simulation steps the wall clock',
  ),
  by(
    'T03',
    'instances with other clocks',
    'packages/cache-adapters/src/redis/redis-clock.test.ts',
    'steps forward an hour: admit no more than one more limit',
  ),
  by(
    'T04',
    'bursts at the edge of a window',
    'packages/router/src/limits/exact.test.ts',
    'leaves the window a minute after it came',
  ),
  by(
    'T05',
    'timers of more than 24 days',
    'packages/config-loader/src/timer.test.ts',
    'turns seconds into milliseconds that a timer can wait',
  ),
  notYet('T06', 'budgets at the end of a month', 'budgets are not built yet'),
  by('L01', 'three times what it can do', load, 'L01'),
  by('L02', 'everybody at once after a pause', own, 'L02'),
  by('L03', 'health under load', own, 'L03'),
  notYet('L04', 'one key floods', 'keys of callers are not built yet: there is one master key'),
  by('L05', 'hours of use', own, 'L05'),
  by(
    'L06',
    'ten thousand names',
    `${cli}/capped-series.test.ts`,
    'thousands of names, users, keys and tags make no series',
  ),
]
