/** Figures as people read them: no more digits than they are worth. */
export const digits = (figure: number): string =>
  figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toFixed(figure >= 10 ? 1 : 2)

export const percent = (share: number): string => `${share.toFixed(share < 10 ? 1 : 0)} %`
export const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 1 : 0)} ×`
export const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : ms.toFixed(ms < 100 ? 1 : 0)} ms`
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`
