export { AllOf, AnyOf, allHappened, anyHappened, Condition, type ConditionTest, ConditionValue } from "./condition.ts";
export { Environment, type EnvironmentOptions } from "./environment.ts";
export { ClockStalledError, EmptyScheduleError, SimulationError, type SimulationErrorCode } from "./errors.ts";
export { Event, type EventCallback, type EventWaiter, NORMAL, URGENT } from "./event.ts";
export { Interrupt } from "./interrupt.ts";
export type { Observer } from "./observer.ts";
export { Process, type ProcessGenerator, type ProcessSource } from "./process.ts";
export type { Run } from "./run.ts";
export { Timeout } from "./timeout.ts";
