/** Grey in the middle is read on white and on black. */
export const grey = '#808890'
export const colours = ['#3b82f6', '#10b981', '#a855f7', '#f97316', '#e11d48', '#0891b2', '#ca8a04']
export const colourAt = (at: number): string => colours[at % colours.length] ?? grey

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

interface TextAttributes {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly size?: number
  readonly fill?: string
}

export const text = (x: number, y: number, words: string, { anchor, size, fill }: TextAttributes = {}): string => {
  const attributes = [
    anchor === undefined ? '' : ` text-anchor="${anchor}"`,
    size === undefined ? '' : ` font-size="${size}"`,
    fill === undefined ? '' : ` fill="${fill}"`,
  ]
  return `<text x="${Math.round(x)}" y="${Math.round(y)}"${attributes.join('')}>${escaped(words)}</text>`
}

export const picture = (width: number, height: number, title: string, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11" fill="${grey}">`,
    `<title>${escaped(title)}</title>`,
    text(8, 16, title, { size: 12 }),
    ...parts,
    '</svg>\n',
  ].join('\n')
