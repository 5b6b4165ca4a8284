import { describe, expect, it } from 'vitest'
import { troubleOf } from './trouble.ts'

describe('troubleOf', () => {
  it.each([
    ['Command timed out', 'it does not answer in time'],
    ["Stream isn't writeable and enableOfflineQueue options is false", 'there is no connection'],
    ['Connection is closed.', 'there is no connection'],
    ['Reached the max retries per request limit (which is 0).', 'there is no connection'],
    ["READONLY You can't write against a read only replica.", 'it is a replica, and takes no writes (READONLY)'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'its memory is full (OOM)'],
    ['LOADING Redis is loading the dataset in memory', 'it is still reading its data (LOADING)'],
    ['CLUSTERDOWN The cluster is down', 'the cluster is down (CLUSTERDOWN)'],
    ['WRONGPASS invalid username-password pair or user is disabled.', 'it refuses the password'],
    ['NOAUTH Authentication required.', 'it refuses the password'],
    ['NOPERM this user has no permissions', 'it does not permit a command (NOPERM)'],
    ['BUSY Redis is busy running a script.', 'it is busy with a script (BUSY)'],
    ['MISCONF Redis is configured to save RDB snapshots', 'it cannot save, and takes no writes (MISCONF)'],
  ])('says of "%s": %s', (message, words) => {
    expect(troubleOf(new Error(message))).toBe(words)
  })

  it('says what it does not know as it is, in a line', () => {
    expect(troubleOf(new Error('ERR max number of clients reached\n    at more'))).toBe(
      'ERR max number of clients reached',
    )
    expect(troubleOf('as text')).toBe('as text')
    expect(troubleOf(new Error('x'.repeat(500)))).toHaveLength(200)
  })

  it('never shows an address with a password in it', () => {
    expect(troubleOf(new Error('cannot reach redis://user:secret@somewhere:6379/0 now'))).toBe(
      'cannot reach [address] now',
    )
  })

  it('says what went wrong at the first address where there were several', () => {
    const refused = new Error('connect ECONNREFUSED ::1:6379')
    expect(troubleOf(new AggregateError([refused, new Error('other')]))).toBe('connect ECONNREFUSED ::1:6379')
    expect(troubleOf(new AggregateError([]))).toBe('AggregateError')
  })

  it('says what kind of error it is where that has no words', () => {
    expect(troubleOf(new TypeError())).toBe('TypeError')
  })
})
