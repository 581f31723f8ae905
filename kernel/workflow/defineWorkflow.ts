import { describeParameters } from "../config/describe.ts";
import type { ParameterShape, ParametersOf } from "../config/parameter.ts";
import type { WorkflowDescription } from "../model/index.ts";
import type { WorkflowContext } from "./context.ts";

/** What a workflow file exports: identity, parameter schema and process function. Made by `defineWorkflow`. */
export interface WorkflowDefinition<Shape extends ParameterShape = ParameterShape> {
  readonly name: string;
  readonly version: string;
  readonly workflowType: string;
  readonly description: string;
  /** Where its broadcasts go unless they say otherwise. */
  readonly topic: string;
  readonly parameters: Shape;
  readonly execute: (context: WorkflowContext<ParametersOf<Shape>>) => Generator<unknown, unknown, any>;
}

/** What the author writes; everything but name, parameters and `execute` has a default. */
export interface WorkflowOptions<Shape extends ParameterShape> {
  /** As in `[workflow] name`; letters, digits, `_`, `-` and `.`, starting with a letter. It becomes the first part of execution ids. */
  readonly name: string;
  /** Default "1.0". Raise it when a change of code changes results. */
  readonly version?: string;
  /** Default: the name. */
  readonly workflowType?: string;
  readonly description?: string;
  /** Default "/topic/workflow". */
  readonly topic?: string;
  readonly parameters: Shape;
  /**
   * A generator that yields events of `env`, in SimPy's manner. As with SimPy's `env.run()`, an execution ends when nothing is left
   * to happen, or at `until`: processes that were started go on when the generator has returned; where one never ends, `until` is needed.
   */
  readonly execute: (context: WorkflowContext<ParametersOf<Shape>>) => Generator<unknown, unknown, any>;
}

/** Marks definitions across bundles: a workflow file carries its own copy of this module's code, but not of this symbol. */
const brand = Symbol.for("wfnb.workflow");

/**
 * Defines a workflow; a workflow file exports the result as its default.
 *
 * @throws TypeError when name, version, parameters or `execute` cannot be used.
 * @example
 * export default defineWorkflow({
 *   name: "blink",
 *   parameters: { period: parameter.seconds({ default: 2, description: "Time between two blinks" }) },
 *   *execute({ env, parameters, count }) {
 *     while (env.now < 60) { yield env.timeout(parameters.period); count("blink"); }
 *   },
 * });
 */
export function defineWorkflow<const Shape extends ParameterShape>(
  options: WorkflowOptions<Shape>,
): WorkflowDefinition<Shape> {
  const { name, version = "1.0", parameters, execute } = options;
  if (typeof name !== "string" || !/^\p{L}[\p{L}\p{N}_.-]{0,99}$/u.test(name)) {
    throw new TypeError(
      `A workflow's name starts with a letter and goes on with letters, digits, "_", "-" or ".", not ${JSON.stringify(name)}.`,
    );
  }
  if (typeof version !== "string" || version === "" || version.length > 50) {
    throw new TypeError(`The version of workflow "${name}" is a text of 1 to 50 characters, such as "1.0".`);
  }
  if (typeof parameters !== "object" || parameters === null) {
    throw new TypeError(`Workflow "${name}" needs \`parameters\`: an object, empty when it has none.`);
  }
  if (typeof execute !== "function") {
    throw new TypeError(`Workflow "${name}" needs \`*execute(context)\`: a generator that yields events.`);
  }
  const definition = {
    name,
    version,
    workflowType: options.workflowType ?? name,
    description: options.description ?? "",
    topic: options.topic ?? "/topic/workflow",
    parameters,
    execute,
  };
  Object.defineProperty(definition, brand, { value: true });
  return Object.freeze(definition);
}

/** Whether a module's export was made by `defineWorkflow`, of this copy of the library or another. */
export function isWorkflowDefinition(value: unknown): value is WorkflowDefinition {
  return typeof value === "object" && value !== null && brand in value;
}

/** The plain description of a definition that came from `file`. */
export function describeWorkflow(definition: Omit<WorkflowDefinition, "execute">, file: string): WorkflowDescription {
  const { name, version, workflowType, description } = definition;
  return { name, version, workflowType, description, file, ...describeParameters(definition.parameters) };
}
