export { Bag, type InBag } from './bag.ts'
export type { Batch, ChunkBatch, Facts, WholeBatch } from './batch.ts'
export { noFacts } from './batch.ts'
export type { Callback, CallbackContext, CallbackFactory, CallbackLosses, IncomingTrace } from './callback.ts'
export { defineCallback } from './callback.ts'
export { CancelScope } from './cancel-scope.ts'
export { candidateMaker } from './candidate-maker.ts'
export type { Channel, Snapshot } from './channel.ts'
export type { Cancel, Cancellable, Clock } from './clock.ts'
export type {
  Alias,
  CacheSettings,
  CallbackSettings,
  CheckSettings,
  CooldownSettings,
  CountsByError,
  Fallbacks,
  FallbackTable,
  FallbackTarget,
  HedgingSettings,
  HttpClient,
  LoadSheddingSettings,
  RedisNode,
  RedisSettings,
  RetryBudgetSettings,
  RetrySettings,
  RouterConfig,
  SemanticSettings,
  ServerConfig,
  StateSettings,
} from './config.ts'
export type { AttemptRecord, Rejection } from './decision.ts'
export { decisionBody, explanationBody } from './decision-body.ts'
export type {
  CacheUse,
  CandidateRecord,
  ChoiceRecord,
  DecisionRecord,
  DecisionStep,
  Explanation,
  LimitRecord,
  RequestFailure,
} from './decision-record.ts'
export type { Deployment, Pricing } from './deployment.ts'
export type { ErrorKind } from './errors/error-kind.ts'
export type { ErrorPattern } from './errors/error-pattern.ts'
export type { ErrorRow, Fault } from './errors/error-table.ts'
export { errorTable } from './errors/error-table.ts'
export type { ErrorDetails } from './errors/provider-error.ts'
export { mayPass, ProviderError } from './errors/provider-error.ts'
export { TurnoutError } from './errors/turnout-error.ts'
export type {
  AttemptEnded,
  AttemptStarted,
  CacheBack,
  CacheLost,
  CallbackFaulted,
  CooldownStarted,
  FallbackTaken,
  RequestEnd,
  RequestRefused,
  RequestStart,
  RouterEvent,
  StoreBack,
  StoreLost,
  StoreWarned,
  StrategyFaulted,
} from './events.ts'
export { GatheredBytes } from './gathered-bytes.ts'
export { IsoTime } from './iso-time.ts'
export type { Json, JsonObject } from './json.ts'
export { isJsonObject } from './json.ts'
export type { NonEmpty } from './non-empty.ts'
export { isNonEmpty } from './non-empty.ts'
export type {
  ChatChoice,
  ChatChunk,
  ChatChunkChoice,
  ChatCompletion,
  ChatDelta,
  ChatMessage,
  ChatRequest,
  ContentPart,
  FinishReason,
  ToolCall,
} from './operations/chat.ts'
export { choicesAsked } from './operations/choices-asked.ts'
export type { Embedding, EmbeddingRequest, EmbeddingResponse } from './operations/embedding.ts'
export type { ChunkOf, OperationName, Operations, RequestOf, ResultOf } from './operations/operations.ts'
export { operationNames } from './operations/operations.ts'
export type { RerankRequest, RerankResponse, RerankResult } from './operations/rerank.ts'
export type { TextChoice, TextCompletion, TextCompletionRequest } from './operations/text-completion.ts'
export type { Usage } from './operations/usage.ts'
export { askedPaths } from './params/asked-paths.ts'
export type { Feature, FeatureRow } from './params/features.ts'
export { featureNames, features } from './params/features.ts'
export { isDroppable, paramOf } from './params/param-path.ts'
export type { ParamSettings } from './params/param-settings.ts'
export { Passing } from './passing.ts'
export type {
  CooldownPolicy,
  FailureTally,
  FallbackPolicy,
  GroupPoint,
  RetryPolicy,
  RetryProgress,
} from './policies.ts'
export type { Exchange, ProviderAdapter, ProviderCall, ResponseHead } from './provider.ts'
export type { CacheAnswers, CacheEntry, ResponseCache } from './response-cache.ts'
export type { Runtime } from './runtime.ts'
export { Secret } from './secret.ts'
export type { IndexedPrompt, NearPrompt, SemanticIndex } from './semantic-index.ts'
export type { AttemptEnd, AttemptStart, Candidate, Needs, Signal, SignalValue, SignalView, Tracker } from './signal.ts'
export type {
  Actual,
  Charge,
  Claim,
  Claims,
  Lease,
  MoreOptions,
  Reservation,
  SpentLease,
  StateStore,
  StoreReport,
} from './store.ts'
export type { CandidateFilter, ChoiceContext, PrepareContext, RoutingStrategy } from './strategy.ts'
export { defineFilter, defineSignal, defineStrategy } from './strategy.ts'
export { sleepOn, systemClock, systemId, systemRandom } from './system.ts'
export type { TraceContext } from './trace.ts'
export type {
  Transport,
  TransportController,
  TransportHandler,
  TransportHeaders,
  TransportRequest,
} from './transport.ts'
export { TurnQueue } from './turn-queue.ts'
