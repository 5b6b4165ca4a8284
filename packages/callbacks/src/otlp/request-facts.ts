import type { DecisionRecord } from '@turnout/core'
import { quotedName, textAttribute } from './attribute.ts'
import { operationNameOf } from './operation-names.ts'
import { spanKinds, spanStart } from './span.ts'

type Names = Pick<DecisionRecord, 'operation' | 'model' | 'asked' | 'group'>

const operation = textAttribute('turnout.operation')
const model = textAttribute('turnout.model')
const asked = textAttribute('turnout.asked')
const group = textAttribute('turnout.group')

interface Known extends Names {
  readonly server: string
  readonly internal: string
}

const mostKnown = 1_000

/** What the spans of requests begin with that ask for the same, put into words once. */
export class RequestFacts {
  readonly #known = new Map<string, Known>()

  startOf(names: Names, hasRemoteParent: boolean): string {
    const before = this.#known.get(names.model)
    const known = before && isSame(before, names) ? before : this.#remember(names)
    return hasRemoteParent ? known.server : known.internal
  }

  #remember({ operation, model, asked, group }: Names): Known {
    const names = { operation, model, asked, group }
    const made = { ...names, server: startText(names, true), internal: startText(names, false) }
    if (this.#known.size >= mostKnown) this.#known.clear()
    this.#known.set(model, made)
    return made
  }
}

const isSame = (known: Known, names: Names): boolean =>
  known.operation === names.operation && known.asked === names.asked && known.group === names.group

function startText(names: Names, hasRemoteParent: boolean): string {
  const kind = hasRemoteParent ? spanKinds.server : spanKinds.internal
  const attributes = [
    ...[operation(operationNameOf[names.operation]), model(names.model), group(names.group)],
    names.asked === names.model ? '' : asked(names.asked),
  ]
  return spanStart(quotedName(`route ${names.asked}`), kind, hasRemoteParent) + attributes.join('').slice(1)
}
