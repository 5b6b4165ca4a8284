/** What went wrong, in a line: what the server or the system says, without an address that may hold a password. */
export function troubleOf(error: unknown): string {
  const message = messageOf(error)
  for (const [pattern, words] of known) if (pattern.test(message)) return words
  return (
    message
      .split('\n')[0]
      ?.replaceAll(/\w+:\/\/\S+/g, '[address]')
      .slice(0, 200) ?? ''
  )
}

/** Where several addresses were tried, the error of all has no words of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message && error.errors.length > 0) return messageOf(error.errors[0])
  return error instanceof Error ? error.message || error.name : String(error)
}

/** The server's own words (Redis, "Error replies"), and the client's. */
const known: readonly (readonly [RegExp, string])[] = [
  [/^Command timed out/, 'it does not answer in time'],
  [
    /Stream isn't writeable|Connection is closed|connection was closed|max retries per request|None of startup nodes/,
    'there is no connection',
  ],
  [/^READONLY/, 'it is a replica, and takes no writes (READONLY)'],
  [/^OOM/, 'its memory is full (OOM)'],
  [/^LOADING/, 'it is still reading its data (LOADING)'],
  [/^CLUSTERDOWN|Cluster isn't ready/, 'the cluster is down (CLUSTERDOWN)'],
  [/^(NOAUTH|WRONGPASS)/, 'it refuses the password'],
  [/^NOPERM/, 'it does not permit a command (NOPERM)'],
  [/^BUSY/, 'it is busy with a script (BUSY)'],
  [/^MISCONF/, 'it cannot save, and takes no writes (MISCONF)'],
]
