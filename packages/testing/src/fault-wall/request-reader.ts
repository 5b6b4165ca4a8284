interface Heard {
  /** A head has come; true: that was enough, and the rest of the request is passed over. */
  head(text: string): boolean
  /** A request has come whole. */
  whole(text: string): void
}

const headEnd = '\r\n\r\n'

/** Takes a connection's bytes apart into requests, by length or by chunks. */
export function requestReader(heard: Heard): (bytes: Uint8Array) => void {
  let rest = ''
  let headSeen = false
  let passedOver = false
  return (bytes) => {
    rest += Buffer.from(bytes).toString('latin1')
    for (let at = rest.indexOf(headEnd); at !== -1; at = rest.indexOf(headEnd)) {
      if (!headSeen) passedOver = heard.head(rest.slice(0, at + headEnd.length))
      headSeen = true
      const end = endOf(rest, at)
      if (end === undefined) return
      const text = rest.slice(0, end)
      rest = rest.slice(end)
      headSeen = false
      if (!passedOver) heard.whole(Buffer.from(text, 'latin1').toString('utf8'))
    }
  }
}

/** Where the request that begins here ends, once it has come whole. */
function endOf(text: string, at: number): number | undefined {
  const head = text.slice(0, at)
  const from = at + headEnd.length
  if (/^transfer-encoding: *chunked/im.test(head)) {
    const last = text.indexOf('0\r\n\r\n', from)
    return last === -1 ? undefined : last + '0\r\n\r\n'.length
  }
  const end = from + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  return text.length >= end ? end : undefined
}
