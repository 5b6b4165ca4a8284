/** What a run was asked for, and what is. */
export interface Figure {
  readonly what: string
  readonly is: number
  /** After the number. */
  readonly unit: string
  readonly least?: number
  readonly most?: number
}

/** On a machine that others use, too, times are `slack` times as long; what is served there is half at least. */
export const fits = ({ is, least = -Infinity, most = Infinity }: Figure, slack = 1): boolean =>
  is >= least / Math.min(slack, 2) && is <= most * slack

const shown = (value: number, unit: string): string => `${Number(value.toFixed(value < 10 ? 1 : 0))}${unit}`

const askedFor = ({ least, most, unit }: Figure): string =>
  least !== undefined ? `at least ${shown(least, unit)}` : most === 0 ? 'none' : `at most ${shown(most ?? 0, unit)}`

/** A table as Markdown that reads well in a terminal. */
export const figureTable = (runs: Readonly<Record<string, readonly Figure[]>>): readonly string[] => [
  '| run | what | asked | is |',
  '|---|---|--:|--:|',
  ...Object.entries(runs).flatMap(([run, figures]) =>
    figures.map((figure, at) => {
      const is = figure.is === 0 && figure.most === 0 ? 'none' : shown(figure.is, figure.unit)
      return `| ${at === 0 ? run : ''} | ${figure.what} | ${askedFor(figure)} | ${fits(figure) ? is : `**${is}**`} |`
    }),
  ),
]
