/** The `data` of one server-sent event, its lines joined; undefined for comments and events without data. */
export function eventData(frame: string): string | undefined {
  let data: string | undefined
  for (const line of frame.split(/\r\n|\n|\r/)) {
    if (!line.startsWith('data:')) continue
    const value = line.charAt(5) === ' ' ? line.slice(6) : line.slice(5)
    data = data === undefined ? value : `${data}\n${value}`
  }
  return data
}
