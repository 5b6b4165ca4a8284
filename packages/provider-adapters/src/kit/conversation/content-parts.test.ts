import { describe, expect, it } from 'vitest'
import { conversationOf, joinCallId, readDataUrl, splitCallId } from './index.ts'

const partOf = (part: object) => {
  const { turns } = conversationOf([{ role: 'user', content: [part] }], 'x')
  const [read] = turns[0]?.parts ?? []
  return read
}
const image = (image_url: unknown) => partOf({ type: 'image_url', image_url })
const file = (file: object) => partOf({ type: 'file', file })

describe('media', () => {
  it.each([
    [
      image({ url: 'data:image/jpg;base64,AA==', detail: 'low' }),
      { type: 'base64', mediaType: 'image/jpeg', data: 'AA==' },
    ],
    [
      image({ url: 'https://h/a.png', format: 'image/png' }),
      { type: 'url', url: 'https://h/a.png', mediaType: 'image/png' },
    ],
    [image('gs://b/o'), { type: 'url', url: 'gs://b/o' }],
    [
      file({ file_data: 'data:application/pdf;base64,AA==' }),
      { type: 'base64', mediaType: 'application/pdf', data: 'AA==' },
    ],
    [file({ file_data: 'AA==', filename: 'A.PDF' }), { type: 'base64', mediaType: 'application/pdf', data: 'AA==' }],
    [file({ file_data: 'AA==' }), { type: 'base64', mediaType: 'application/octet-stream', data: 'AA==' }],
    [file({ file_id: 'file-1' }), { type: 'file-id', id: 'file-1' }],
    [
      file({ file_id: 'gs://b/o.pdf', format: 'application/pdf' }),
      { type: 'url', url: 'gs://b/o.pdf', mediaType: 'application/pdf' },
    ],
    [
      file({ file_id: 's3://b/o.pdf', format: 'application/pdf' }),
      { type: 'url', url: 's3://b/o.pdf', mediaType: 'application/pdf' },
    ],
    [
      partOf({ type: 'input_audio', input_audio: { data: 'AA==', format: 'mp3' } }),
      { type: 'base64', mediaType: 'audio/mpeg', data: 'AA==' },
    ],
  ])('is read: %j', (part, source) => {
    expect(part).toMatchObject({ source })
  })

  it('keeps the detail, and the name', () => {
    expect(image({ url: 'http://h/', detail: 'low' })).toMatchObject({ kind: 'image', detail: 'low' })
    expect(file({ file_id: 'f', filename: 'a.txt' })).toMatchObject({ kind: 'file', filename: 'a.txt' })
  })
})

describe('readDataUrl', () => {
  it.each([
    ['data:text/plain;charset=utf-8;base64,aGk=', 'text/plain', 'aGk='],
    ['DATA:Image/PNG;BASE64,AA%3D%3D', 'image/png', 'AA=='],
    ['data:,a%20b', 'text/plain', 'YSBi'],
    ['data:text/html,50%', 'text/html', 'NTAl'],
  ])('reads %s', (url, mediaType, data) => {
    expect(readDataUrl(url)).toEqual({ type: 'base64', mediaType, data })
  })

  it.each(['https://h/a,b', 'data:image/png;base64', ''])('knows that %j is none', (url) => {
    expect(readDataUrl(url)).toBeUndefined()
  })
})

describe('an id with a signature', () => {
  it('is taken apart as it was put together', () => {
    expect(splitCallId(joinCallId('call_1', 'a+/='))).toEqual({ id: 'call_1', signature: 'a+/=' })
    expect(splitCallId(joinCallId('call_1', undefined))).toEqual({ id: 'call_1' })
    expect(splitCallId('call_1__thought__')).toEqual({ id: 'call_1' })
  })
})
