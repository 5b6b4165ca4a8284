import { wallText } from './chat-text.ts'
import type { Told } from './told.ts'

/** What the client was told, for readers who know nothing of gateways. */
export function inWords({ told, status, text, code, message }: Told): string {
  switch (told) {
    case 'answer':
      return text === wallText ? 'the answer, whole' : `an answer that says “${clipped(text)}”, as if it were whole`
    case 'error':
      return `an error: ${status}${code === undefined ? (message === undefined ? ', without a word' : '') : ` ${code}`}`
    case 'broken stream':
      return `${begun(text)}, then an error${code === undefined ? '' : `: ${code}`}`
    case 'cut':
      return `${begun(text)}, then the connection broke`
    case 'silent end':
      return `${begun(text)}, and an end as if it were whole`
    case 'nonsense':
      return `success (${status}), and in it “${clipped(text)}”`
    case 'nothing':
      return `${begun(text)}, and then nothing more`
    case 'refused':
      return 'nothing: nobody listens any more'
    case 'closed':
      return 'nothing: the connection was closed'
    case 'left':
      return 'nothing: it had left'
  }
}

const begun = (text: string): string => (text === '' ? 'nothing' : `“${clipped(text)}”`)
const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text).replace(/\s+/g, ' ')
