import { by, notYet, type Row, wall } from './row.ts'

const cli = 'apps/cli/src'

export const clientRows: readonly Row[] = [
  by(
    'C01',
    'the client leaves while it waits for its turn',
    'packages/router/src/engine/hard-cases.test.ts',
    'and the caller leaves while it waits',
  ),
  wall('C02', 'the client leaves before the first word'),
  wall('C03', 'the client leaves in the middle of a stream'),
  by(
    'C04',
    'the client leaves while a retry waits, Redis is asked, a callback is told',
    `${cli}/leaving-client.test.ts`,
    'while a retry waits sees no later attempt',
    [`${cli}/fault-wall/leaving.test.ts`, 'C04'],
  ),
  wall('C05', 'the client closes its half and listens on'),
  wall('C06', 'a slow reader'),
  by('C07', 'many who never read', `${cli}/stalled-reader.test.ts`, 'has less than 1 MiB kept for it', [
    `${cli}/fault-wall/held-connections.test.ts`,
    'C07',
  ]),
  wall('C08', 'a request byte by byte'),
  by('C09', 'connections that ask nothing', `${cli}/fault-wall/held-connections.test.ts`, 'C09'),
  wall('C10', 'a body that is too large'),
  wall('C11', 'a large body that waits to be invited'),
  wall('C12', 'bodies that are no JSON object'),
  wall('C13', 'JSON that nests 10 000 deep'),
  wall('C14', 'keys that are there twice'),
  wall('C15', '__proto__ and constructor'),
  notYet('C16', 'the same Idempotency-Key again', 'idempotency keys are not built yet'),
  wall('C17', 'text that is no text'),
  wall('C18', 'numbers that are none'),
  by(
    'C19',
    'line ends in a header that is passed on',
    'packages/provider-adapters/src/kit/transport.test.ts',
    'is refused, unsent',
  ),
  wall('C20', 'framing in two ways'),
  wall('C21', 'two of Host or Authorization'),
  wall('C22', 'too many headers'),
  wall('C23', 'paths that mean something else'),
  wall('C24', 'other types of content'),
  wall('C25', 'requests with their own provider or key'),
  wall('C26', '“stream” as something else'),
  by('C27', 'a hundred requests at once on one connection', `${cli}/fault-wall/own-runs.test.ts`, 'C27'),
  wall('C28', 'names of models that are none'),
]
