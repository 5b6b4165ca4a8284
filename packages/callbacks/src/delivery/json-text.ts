const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/** As a string in JSON; the usual ones need nothing but quotes. */
export const quotedText = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text))

export const textList = (texts: readonly string[]): string =>
  texts.length === 0 ? '[]' : `[${texts.map(quotedText).join()}]`

/** As `JSON.stringify` has it, which knows no infinity. */
export const numberText = (value: number): string => (Number.isFinite(value) ? `${value}` : 'null')

/** What follows a whole number of hundredths. */
const fractions = Array.from({ length: 100 }, (_, hundredths) => String(hundredths / 100).slice(1))
/** From here on numbers are written as any other. */
const largest = 2 ** 30

/** To a hundredth: whole numbers are printed far quicker than others. */
export function hundredthsText(value: number): string {
  const hundredths = Math.round(value * 100)
  if (!(hundredths >= 0 && hundredths < largest)) return numberText(hundredths / 100)
  const whole = (hundredths / 100) | 0
  return whole + (fractions[hundredths - whole * 100] ?? '')
}
