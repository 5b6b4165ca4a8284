import type { OperationName } from '@turnout/core'
import { printable } from '../check/columns.ts'
import { paintFor } from '../check/paint.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Asked, askedFor } from '../explain/asked.ts'
import { explainedByProxy } from '../explain/by-proxy.ts'
import { explainedByRouter } from '../explain/by-router.ts'
import { drawDecision } from '../explain/draw-decision.ts'
import { drawExplanation, isServed } from '../explain/draw-explanation.ts'
import { toldDecision, toldExplanation } from '../explain/told.ts'
import { folderOf, loadOrReport } from '../load.ts'

export interface ExplainOptions {
  readonly model?: string
  /** A file. */
  readonly request?: string
  readonly operation?: OperationName
  readonly tags?: readonly string[]
  /** Of a running proxy. */
  readonly url?: URL
  /** The environment variable that holds its key. */
  readonly keyEnv: string
  readonly id?: string
  readonly last?: boolean
  readonly json?: boolean
}

/** As wide as the screen, within what can be read. */
const widthOf = ({ columns = 100 }: { readonly columns?: number }): number => Math.min(100, Math.max(60, columns))

/** Says why a request would go where it goes, or, of a running proxy, why one went where it went. */
export async function explain(file: string | undefined, options: ExplainOptions): Promise<void> {
  const misuse = misuseOf(file, options)
  if (misuse !== undefined) return end(misuse, exitCodes.wrongUse)
  const { url, id, last } = options
  const proxy = url && { url, key: process.env[options.keyEnv] }
  if (proxy && (id !== undefined || last)) {
    const { body, why } = await explainedByProxy(proxy, id === undefined ? 'last' : { id })
    if (why === undefined) showDecision(body, options)
    else no(why, options)
    return
  }
  const asked = await askedFor(options)
  if (typeof asked === 'string') return end(asked, exitCodes.wrongUse)
  if (!proxy) return explainFile(file ?? '', asked, options)
  const { body, why } = await explainedByProxy(proxy, { asked, tags: options.tags })
  if (why === undefined) showExplanation(body, options)
  else no(why, options)
}

async function explainFile(file: string, asked: Asked, options: ExplainOptions): Promise<void> {
  const loaded = await loadOrReport(file, options.json)
  if (!loaded) return
  const body = await explainedByRouter(loaded.config, folderOf(file), asked, options.tags)
  if (typeof body === 'string') no(body, options)
  else showExplanation(body, options)
}

function misuseOf(file: string | undefined, { url, id, last }: ExplainOptions): string | undefined {
  if ((file === undefined) === (url === undefined)) return 'Name a configuration, or a running proxy with --url.'
  if (!url && (id !== undefined || last)) return '--id and --last are for a running proxy: --url says which.'
  return id !== undefined && last ? 'Either --id or --last.' : undefined
}

function showExplanation(body: unknown, options: ExplainOptions): void {
  const { data } = toldExplanation.safeParse(body)
  if (data && !isServed(data)) process.exitCode = exitCodes.no
  if (data) show(body, drawExplanation(data, widthOf(process.stdout), paintFor(process.stdout)), options)
  else no(unreadable, options)
}

function showDecision(body: unknown, options: ExplainOptions): void {
  const { data } = toldDecision.safeParse(body)
  if (data) show(body, drawDecision(data, widthOf(process.stdout), paintFor(process.stdout)), options)
  else no(body === undefined ? 'No request has been recorded yet.' : unreadable, options)
}

const unreadable = 'The answer is not one that this turnout understands; is the proxy of another version?'

const show = (body: unknown, drawing: string, { json }: ExplainOptions): void =>
  void process.stdout.write(json ? `${JSON.stringify(body, undefined, 2)}\n` : drawing)

/** The answer is no; also as JSON, where that is asked for. */
function no(why: string, { json }: ExplainOptions): void {
  if (json) process.stdout.write(`${JSON.stringify({ error: { message: why } }, undefined, 2)}\n`)
  end(why, exitCodes.no)
}

function end(why: string, code: number): void {
  process.stderr.write(`${printable(why)}\n`)
  process.exitCode = code
}
