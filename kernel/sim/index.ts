export { AllOf, AnyOf, allHappened, anyHappened, Condition, type ConditionTest, ConditionValue } from "./condition.ts";
export { Environment, type EnvironmentOptions } from "./environment.ts";
export { ClockStalledError, EmptyScheduleError, SimulationError, type SimulationErrorCode } from "./errors.ts";
export { Event, type EventCallback, type EventWaiter, NORMAL, URGENT } from "./event.ts";
export { type FailurePlace, failurePlace } from "./failures.ts";
export type { ProcessGenerator } from "./generators.ts";
export { Interrupt } from "./interrupt.ts";
export { Tally } from "./monitors/tally.ts";
export { TimeWeighted } from "./monitors/timeWeighted.ts";
export {
  type ResourceMonitor,
  type StorageMonitor,
  watchContainer,
  watchResource,
  watchStore,
} from "./monitors/watch.ts";
export type { Observer } from "./observer.ts";
export { Process, type ProcessSource } from "./process.ts";
export { RandomStream } from "./random/randomStream.ts";
export { RandomStreams } from "./random/randomStreams.ts";
export { RealtimeEnvironment, type RealtimeOptions, type WallClock } from "./realtimeEnvironment.ts";
export { BaseResource, Get, Put } from "./resources/base.ts";
export { Container, ContainerGet, ContainerPut } from "./resources/container.ts";
export { FilterStore, FilterStoreGet } from "./resources/filterStore.ts";
export { Preempted, PreemptiveResource } from "./resources/preemptiveResource.ts";
export { PriorityRequest, PriorityResource, type RequestOptions } from "./resources/priorityResource.ts";
export { PriorityItem, PriorityStore } from "./resources/priorityStore.ts";
export { Release, Request, Resource } from "./resources/resource.ts";
export { BaseStore, Store, StoreGet, StorePut } from "./resources/store.ts";
export type { Run } from "./run.ts";
export { startDelayed } from "./startDelayed.ts";
export { subscribeAt } from "./subscribeAt.ts";
export { Timeout } from "./timeout.ts";
