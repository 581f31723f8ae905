import { z } from "zod";
import type { ParameterValues } from "../model/index.ts";
import { expectation } from "./checkValue.ts";
import type { ConfigDiagnostic } from "./code.ts";
import { declaredParameters } from "./declared.ts";
import { describeParameters } from "./describe.ts";
import { overrideDiagnostic, readOverrides } from "./overrides.ts";
import type { ParameterShape, ParametersOf } from "./parameter.ts";

export type ParametersVerdict<Shape extends ParameterShape> =
  | { readonly parameters: ParametersOf<Shape>; readonly diagnostics?: undefined }
  | { readonly diagnostics: readonly ConfigDiagnostic[] };

/**
 * Judges plain values by a definition's own schemas and fills in defaults: the last door before a workflow runs.
 * The words are those that a file gets; refinements, which no description can carry, are judged too.
 */
export function parseParameters<Shape extends ParameterShape>(
  shape: Shape,
  values: ParameterValues,
): ParametersVerdict<Shape> {
  const declared = declaredParameters(describeParameters(shape).parameterSchema);
  const { diagnostics } = readOverrides(values, declared);
  const missing = [...declared.values()]
    .filter(({ name, required }) => required && values[name] === undefined)
    .map((parameter) =>
      overrideDiagnostic("missing-parameter", {
        key: parameter.name,
        description: parameter.description,
        ...expectation(parameter),
      }),
    );
  if (diagnostics.length > 0 || missing.length > 0) return { diagnostics: [...diagnostics, ...missing] };
  const verdict = z.strictObject(shape).safeParse(values);
  if (verdict.success) return { parameters: verdict.data as ParametersOf<Shape> };
  return {
    diagnostics: verdict.error.issues.map(({ path, message }) => {
      return overrideDiagnostic("invalid-value", {
        key: path.join("."),
        value: values[String(path[0])],
        detail: message,
      });
    }),
  };
}
