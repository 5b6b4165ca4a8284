import { styleText } from 'node:util'

export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green', text: string) => string

export const plain: Paint = (_, text) => text

/** Colours are for a terminal, and for people who want them (NO_COLOR). */
export const paintFor = (
  { isTTY = false }: { readonly isTTY?: boolean },
  { NO_COLOR: refused }: { readonly NO_COLOR?: string } = process.env,
): Paint => (isTTY && !refused ? (style, text) => styleText(style, text, { validateStream: false }) : plain)
