import { callUri, overrideUri } from "../config/code.ts";
import type { ConfigDiagnostic } from "../config/index.ts";
import { messageOf, roleSentence } from "../config/messages.ts";
import { executionsOf } from "../config/sweepPoints.ts";
import type { RelatedPlace } from "../text/index.ts";
import { executeMany } from "./executeMany.ts";
import { type CellResult, type ExecuteRequest, executeOnce, refused } from "./executeOnce.ts";
import { errorOutput } from "./outputs.ts";
import type { CellDependencies, CellError } from "./typescript/protocol.ts";

/** Starts what a configuration says and shows how it goes, to its end; an invalid one is explained instead. */
export async function executeConfig(request: ExecuteRequest): Promise<CellResult> {
  const { config, show } = request;
  if (!config.valid) {
    show([errorOutput("InvalidConfiguration", explain(request))]);
    return { ...refused, error: refusal(request) };
  }
  const result = await (executionsOf(config) > 1 ? executeMany(request) : executeOnce(request));
  return { ...result, dependencies: dependenciesOf(request) };
}

function dependenciesOf({ config, uri }: ExecuteRequest): CellDependencies {
  const files = config.layers.map((layer) => layer.uri).filter((file) => file !== uri && file !== overrideUri);
  const workflow = config.workflow?.file;
  return {
    declares: [],
    needs: [`workflow ${config.workflowName}`],
    files: workflow === undefined ? files : [...files, workflow],
  };
}

/** The first error of the configuration's own document. */
function refusal({ config, uri }: ExecuteRequest): CellError {
  const errors = config.diagnostics.filter(({ severity }) => severity === "error");
  const own = errors.find((diagnostic) => diagnostic.uri === uri);
  const message = own === undefined ? "The configuration is not valid." : messageOf(own);
  return { name: "InvalidConfiguration", message, ...(own === undefined ? {} : { range: own.range }) };
}

/** Every error, a line each, and one for each place that belongs to it. */
function explain({ config, uri, name }: ExecuteRequest): string {
  const errors = config.diagnostics.filter(({ severity }) => severity === "error");
  return errors
    .flatMap((error) => [explainOne(error, uri, name), ...(error.related ?? []).map(explainPlace)])
    .join("\n");
}

function explainPlace({ location, role }: RelatedPlace): string {
  const { line, character } = location.range.start;
  return `  ${roleSentence(role)}: ${location.uri}:${line + 1}:${character + 1}`;
}

function explainOne(diagnostic: ConfigDiagnostic, own: string, name: string | undefined): string {
  if (diagnostic.uri === overrideUri || diagnostic.uri === callUri) return messageOf(diagnostic);
  const { line, character } = diagnostic.range.start;
  const document = diagnostic.uri === own ? name : diagnostic.uri;
  return `${document === undefined ? "" : `${document}, `}line ${line + 1}, column ${character + 1}: ${messageOf(diagnostic)}`;
}
