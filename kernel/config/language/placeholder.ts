import { formatTomlValue } from "../../toml/index.ts";
import type { DeclaredParameter } from "../declared.ts";

/** A value to start from: the default, else the nearest to nothing that is allowed. */
export function placeholderFor(declared: DeclaredParameter): string {
  return formatTomlValue(
    declared.default ?? candidates(declared).find((value) => declared.check.safeParse(value).success) ?? "",
  );
}

function candidates({ type, choices, limits, schema }: DeclaredParameter): unknown[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  switch (type) {
    case "number":
    case "integer":
      return [
        minimum,
        0,
        1,
        maximum,
        exclusiveMinimum !== undefined && exclusiveMinimum + 1,
        exclusiveMaximum !== undefined && exclusiveMaximum - 1,
        exclusiveMinimum !== undefined && exclusiveMaximum !== undefined && (exclusiveMinimum + exclusiveMaximum) / 2,
      ];
    case "boolean":
      return [false];
    case "array":
      return [[], ...itemCandidates(schema)];
    case "object":
    case "any":
      return [{}];
    case "string":
      return [choices?.[0], "", "x".repeat(typeof schema.minLength === "number" ? schema.minLength : 1)];
  }
}

function itemCandidates({ minItems, items }: DeclaredParameter["schema"]): unknown[] {
  const count = typeof minItems === "number" ? minItems : 1;
  const minimum = typeof items === "object" && items !== null && "minimum" in items ? items.minimum : 0;
  return [minimum, 0, 1, "", "x", false].map((item) => Array.from({ length: count }, () => item));
}
