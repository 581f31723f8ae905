import { declaredParameters, messageOf, type WorkflowFault } from "../config/index.ts";
import { suggestName } from "../config/suggest.ts";
import { bearsName, type JsonObject, type WorkflowDescription } from "../model/index.ts";
import { shortened } from "../views/index.ts";
import { cutText } from "./bounds.ts";
import type { ToolInput } from "./toolInputs.ts";

/** What is known without running any of them. */
interface Listing {
  readonly workflows: readonly WorkflowDescription[];
  readonly problems: readonly WorkflowFault[];
}

const mostWorkflows = 100;
const mostParameters = 100;
const longestText = 400;

/** The workflows by name; of one of them all that its parameters say of themselves, so that nobody has to guess at them. */
export function listWorkflows({ name }: ToolInput<"wfnb_list_workflows">, listing: Listing): JsonObject {
  const { workflows, problems } = listing;
  if (name !== undefined) {
    const asked = workflows.find((one) => one.name === name);
    return asked === undefined ? refuse(name, listing) : describe(asked);
  }
  const shown = workflows.slice(0, mostWorkflows).map((one) => ({
    name: one.name,
    version: one.version,
    description: shortened(one.description, longestText),
    parameters: declaredParameters(one.parameterSchema).size,
  }));
  const faults = problems.slice(0, mostWorkflows).map(({ file, message }) => ({
    file,
    message: shortened(message, longestText),
  }));
  return {
    found: workflows.length,
    workflows: shown,
    ...(faults.length === 0 ? {} : { filesThatDoNotLoad: faults }),
  };
}

function describe({ name, version, description, file, parameterSchema }: WorkflowDescription): JsonObject {
  const declared = [...declaredParameters(parameterSchema).values()];
  const parameters = declared.slice(0, mostParameters).map(({ name: key, type, unit, limits, choices, ...rest }) => ({
    name: key,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(rest.default === undefined ? { required: rest.required } : { default: cutText(rest.default, longestText) }),
    ...limits,
    ...(choices === undefined ? {} : { choices: [...choices] }),
    description: shortened(rest.description, longestText),
  }));
  const leftOut = declared.length - parameters.length;
  return {
    name,
    version,
    description: shortened(description, longestText),
    file,
    parameters,
    ...(leftOut > 0 ? { parametersLeftOut: leftOut } : {}),
  };
}

function refuse(name: string, { workflows, problems }: Listing): never {
  const fault = problems.find(({ file }) => bearsName(file, name));
  if (fault !== undefined)
    throw new RangeError(messageOf({ code: "broken-workflow", data: { name, message: fault.message } }));
  const known = [...new Set(workflows.map((one) => one.name))];
  const suggestion = suggestName(name, known);
  const data = { name, known, ...(suggestion !== undefined && { suggestion }) };
  throw new RangeError(messageOf({ code: "unknown-workflow", data }));
}
