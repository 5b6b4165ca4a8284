import { quotedText } from '../delivery/json-text.ts'

/** Nobody's names are longer. */
const longest = 200

/** As a string in JSON. What is too long for a name is cut. */
export const quoted = (text: string): string => quotedText(text.length > longest ? `${text.slice(0, longest)}…` : text)
