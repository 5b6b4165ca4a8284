import type { Door } from './doors.ts'
import type { Script } from './script.ts'

/** What the client does; a chat request that reads its answer to the end, unless something here says otherwise. */
export interface Asking {
  readonly stream?: boolean
  /** Added to the body of the request. */
  readonly body?: object
  /** So many requests, one after the other, each on a connection of its own. */
  readonly times?: number
  /** In place of a request of the wall's own: what is sent, byte by byte if need be. `asked` is a good request. */
  readonly script?: (asked: GoodRequest) => Script
  /** Leaves without a word once it has read this, or after so many ms. */
  readonly leaves?: { readonly atText: string } | { readonly afterMs: number }
  /** Stops reading for so long, right after it has asked. */
  readonly sleepsMs?: number
}

/** What a script of a client's own is made from. */
export interface GoodRequest {
  readonly path: string
  /** `host`, `content-type` and what the gateway wants; not the length. */
  readonly headers: readonly string[]
  readonly body: string
}

/** What the client may be told. `status` of an error, `code` where the gateway is Turnout. */
export type Outcome =
  /** A whole answer that says this; `text` absent: what the wall says. */
  | { readonly told: 'answer'; readonly text?: string }
  | { readonly told: 'error'; readonly status: readonly number[]; readonly code?: readonly string[] }
  /** A stream that says so much, and then that it failed. */
  | { readonly told: 'broken stream'; readonly code?: readonly string[]; readonly after?: string }
  /** The client left before it was told anything. */
  | { readonly told: 'left' }
  | { readonly told: 'closed' }

/** One way in which things go wrong, and what is right then. */
export interface FaultCase {
  /** The row of the fault matrix, such as `U16`. */
  readonly row: string
  /** What happens, in words. */
  readonly title: string
  /** The row that is proved with another deployment; absent: the same. */
  readonly spareRow?: string
  /** Absent: a door that hears HTTP. */
  readonly door?: Door
  /** What the upstream does at the first request, the second, and so on; the last again for those after it. */
  readonly upstream: readonly Script[]
  /** What the upstream must not hear in any request. */
  readonly never?: string
  /** The upstream speaks as soon as it has read the head of the request. */
  readonly early?: boolean
  readonly asking?: Asking
  /** Any of these is right. */
  readonly right: readonly Outcome[]
  /** With another deployment that is well; absent: it is not tried. */
  readonly withSpare?: readonly Outcome[]
  /** The gateway must be told to give up after so long; a plain attempt, or a stream's silence. */
  readonly timeoutMs?: number
  /** How long the client may have to wait at the most; absent: 5 s more than the timeout. */
  readonly patienceMs?: number
  /** The deployment may rest for long afterwards. */
  readonly rests?: boolean
  /** How many requests the upstream may see; absent: two, the attempt and a retry. */
  readonly mostAttempts?: number
  /** It takes a minute or so, by its nature. */
  readonly slow?: boolean
  /** A gateway may pass the request on and leave it to the provider; Turnout does not. */
  readonly mayPass?: boolean
  /** Why only Turnout's own run has this case: it needs more than an upstream and a client. */
  readonly ownRunOnly?: string
}
