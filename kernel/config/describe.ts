import { z } from "zod";
import type { Json, JsonObject } from "../model/index.ts";
import type { ParameterShape } from "./parameter.ts";

export interface ParameterDescription {
  /** JSON Schema (draft-07) of a strict object; `unit` and `description` ride along on each property. */
  readonly parameterSchema: JsonObject;
  readonly defaults: Readonly<Record<string, Json>>;
}

/**
 * What a workflow's parameters say of themselves, as plain data that validates a configuration without running code.
 *
 * @throws TypeError when a parameter is no zod schema, or one that JSON Schema cannot express, such as a date, or has a name that every object inherits.
 */
export function describeParameters(shape: ParameterShape): ParameterDescription {
  for (const [name, schema] of Object.entries(shape)) assertExpressible(name, schema);
  const parameterSchema = z.toJSONSchema(z.strictObject(shape), { target: "draft-7", io: "input" }) as JsonObject;
  return { parameterSchema, defaults: defaultsOf(parameterSchema) };
}

function assertExpressible(name: string, schema: unknown): void {
  if (name in Object.prototype) {
    throw new TypeError(
      `No parameter can be called "${name}": every JavaScript object has something of that name. Call it differently.`,
    );
  }
  if (!(typeof schema === "object" && schema !== null && "_zod" in schema)) {
    throw new TypeError(`Parameter "${name}" is not made by parameter.seconds(...) and the like, nor by zod.`);
  }
  try {
    z.toJSONSchema(schema as z.ZodType, { target: "draft-7", io: "input" });
  } catch (error) {
    throw new TypeError(`Parameter "${name}" cannot be written as JSON Schema: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function defaultsOf({ properties = {} }: JsonObject): Record<string, Json> {
  const withDefault = Object.entries(properties as Record<string, JsonObject>).filter(([, { default: value }]) => {
    return value !== undefined;
  });
  return Object.fromEntries(withDefault.map(([name, { default: value }]) => [name, value!]));
}
