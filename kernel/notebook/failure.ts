import type { ResolvedConfig } from "../config/index.ts";
import type { WorkflowExecution } from "../model/index.ts";
import type { Range } from "../text/index.ts";
import { shortSeconds } from "../timeline/index.ts";
import { responsibleWord } from "./responsibleWord.ts";
import type { FramePlace } from "./stackPlaces.ts";
import type { CellError } from "./typescript/protocol.ts";

export interface FailureContext {
  /** Absolute path of the notebook, as it was when the workflow was defined, or of the configuration. */
  readonly uri: string;
  /** The text at a place, by lines; undefined where it cannot be had. */
  readonly linesOf: (place: FramePlace) => Promise<readonly string[] | undefined>;
  /** What was running, to blame a parameter of it; unknown for an execution that a cell only follows. */
  readonly config?: ResolvedConfig;
  /** `state/substate` when it failed. */
  readonly state: string | null;
}

/** A failed execution, told. */
export interface Failure {
  readonly message: string;
  /** Frames of the workflow alone, with `cell <id>` for those in cells. */
  readonly stack: string;
  readonly error: CellError;
}

/** What failed, when, in which state, where, and which parameter's value the failing line read. */
export async function describeFailure(execution: WorkflowExecution, context: FailureContext): Promise<Failure> {
  const { errorMessage, stackTrace, simulatedEndTime } = execution;
  const message = errorMessage ?? "The execution failed without a message.";
  const frames = framesOf(stackTrace ?? "", context.uri);
  const place = frames.find((frame) => frame.place !== undefined)?.place;
  const line = place === undefined ? undefined : (await context.linesOf(place))?.[place.position.line];
  const blamed = blamedParameter(message, line ?? "", context);
  const when = simulatedEndTime === null ? [] : [`at ${shortSeconds(simulatedEndTime)} of simulated time`];
  const state = context.state === null ? [] : [`in state ${context.state}`];
  const circumstances = [...when, ...state].join(", ");
  const because =
    blamed === undefined
      ? ""
      : `\nThe failing line reads the parameter ${blamed.name} = ${JSON.stringify(execution.parameterValues[blamed.name])}.`;
  const told = `${message}${circumstances === "" ? "" : ` (${circumstances})`}${because}`;
  return {
    message: told,
    // Jupyter clients show the stack alone.
    stack: [told, ...frames.map(({ text }) => text)].join("\n"),
    error: {
      name: "ExecutionFailed",
      message,
      ...(place === undefined ? {} : toldPlace(place, line ?? "", message)),
      ...(blamed === undefined ? {} : { parameter: blamed }),
    },
  };
}

function toldPlace(
  { cell, file, position }: FramePlace,
  line: string,
  message: string,
): Pick<CellError, "cell" | "file" | "range"> {
  const range = responsibleWord(line, position, message);
  return { ...(cell === undefined ? {} : { cell }), ...(file === undefined ? {} : { file }), range };
}

interface StackFrame {
  readonly text: string;
  /** None for the line that says what caused the error. */
  readonly place?: FramePlace;
}

/** The workflow's own frames, innermost first: neither the engine's nor Node's. */
function framesOf(stack: string, uri: string): StackFrame[] {
  return stack.split("\n").flatMap((text): StackFrame[] => {
    if (text.startsWith("Caused by: ")) return [{ text }];
    const found = /^\s+at (?:.*\()?(?<file>(?:\/|[A-Za-z]:\\)[^()]*):(?<line>\d+):(?<column>\d+)\)?$/.exec(text);
    if (found === null) return [];
    const { file, line, column } = found.groups as { file: string; line: string; column: string };
    const position = { line: Number(line) - 1, character: Number(column) - 1 };
    if (!file.startsWith(`${uri}/`)) return [{ text, place: { file, position } }];
    const cell = file.slice(uri.length + 1);
    return [{ text: text.replace(`${file}:`, `cell ${cell}:`), place: { cell, position } }];
  });
}

interface BlamedParameter {
  readonly name: string;
  /** Where its value was written. */
  readonly uri?: string;
  readonly range?: Range;
}

/** The declared parameter that the message names, else the one that the failing line reads. */
function blamedParameter(message: string, line: string, { config }: FailureContext): BlamedParameter | undefined {
  const names = Object.keys(config?.parameters ?? {});
  const mentioned = names.filter((name) => hasWord(message, name));
  const read = names.filter((name) => hasWord(line, name));
  const [name] = mentioned.length > 0 ? mentioned : read.length === 1 ? read : [];
  if (name === undefined) return undefined;
  const setting = config?.settings.get(name)?.at(-1);
  if (setting === undefined || setting.role === "override") return { name };
  return { name, uri: setting.uri, range: setting.node.range };
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w$])${word.replaceAll(/[^\w]/g, "\\$&")}(?![\\w$])`).test(text);
}
