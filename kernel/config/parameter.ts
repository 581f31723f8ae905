import { z } from "zod";

/** What every parameter may say of itself. */
export interface ParameterOptions<Value> {
  /** Used when no configuration sets the parameter. Without a default the parameter is required. */
  readonly default?: Value;
  /** One sentence for people: it is shown in hovers, completions and published schemas. */
  readonly description: string;
}

export interface NumberOptions extends ParameterOptions<number> {
  /** Smallest value allowed. */
  readonly min?: number;
  /** Largest value allowed. */
  readonly max?: number;
}

export interface UnitOptions extends NumberOptions {
  /** As people write it: "s", "GeV", "1/s". Shown, never converted. */
  readonly unit?: string;
}

export interface DelayOptions extends NumberOptions {
  /**
   * Names a loop of the model that this delay belongs to. When all delays of one loop are 0, the loop would turn
   * for ever without advancing the clock, and the configuration is refused.
   */
  readonly loop?: string;
}

export interface TextOptions extends ParameterOptions<string> {
  /** Fewest characters allowed; default 0. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface ListOptions<Value> extends ParameterOptions<readonly Value[]> {
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** The declared parameters of a workflow: names as TOML writes them, each with its zod schema. */
export type ParameterShape = Readonly<Record<string, z.ZodType>>;

/** The values that a workflow's code sees. */
export type ParametersOf<Shape extends ParameterShape> = {
  readonly [Key in keyof Shape]: z.output<Shape[Key]>;
};

/**
 * Declares the parameters of a workflow. Each is a zod schema with its unit and documentation: the one source of
 * TypeScript types, validation, JSON Schema, completion and hover.
 *
 * @example
 * parameters: {
 *   stf_interval: parameter.seconds({ default: 2, description: "Wait between two STFs" }),
 *   mode: parameter.choice(["fast", "exact"], { default: "fast", description: "How to simulate" }),
 * }
 */
export const parameter = {
  /** Simulated seconds; not negative unless `min` says so. */
  seconds({ loop, ...options }: DelayOptions): z.ZodType<number> {
    return described(limited(z.number(), { min: 0, ...options }), options, { unit: "s", ...(loop && { loop }) });
  },
  /** How many: an integer that is not negative. */
  count(options: NumberOptions): z.ZodType<number> {
    return described(limited(z.int(), { min: 0, ...options }), options);
  },
  /** Any finite number. */
  number({ unit, ...options }: UnitOptions): z.ZodType<number> {
    return described(limited(z.number(), options), options, { ...(unit && { unit }) });
  },
  /** A whole number within the range that a double holds exactly. */
  integer({ unit, ...options }: UnitOptions): z.ZodType<number> {
    return described(limited(z.int(), options), options, { ...(unit && { unit }) });
  },
  /** true or false. */
  flag(options: ParameterOptions<boolean>): z.ZodType<boolean> {
    return described(z.boolean(), options);
  },
  text({ minLength = 0, maxLength, ...options }: TextOptions): z.ZodType<string> {
    const atLeast = minLength > 0 ? z.string().min(minLength) : z.string();
    return described(maxLength === undefined ? atLeast : atLeast.max(maxLength), options);
  },
  /** One of some fixed texts. */
  choice<const Choice extends string>(
    choices: readonly [Choice, ...Choice[]],
    options: ParameterOptions<NoInfer<Choice>>,
  ): z.ZodType<Choice> {
    return described(z.enum(choices) as unknown as z.ZodType<Choice>, options);
  },
  /** Some values of one kind, such as `parameter.list(parameter.number({ ... }), { ... })`. */
  list<Value>(
    element: z.ZodType<Value>,
    { minItems, maxItems, ...options }: ListOptions<Value>,
  ): z.ZodType<readonly Value[]> {
    let list = z.array(element);
    if (minItems !== undefined) list = list.min(minItems);
    if (maxItems !== undefined) list = list.max(maxItems);
    return described(list as z.ZodType<readonly Value[]>, options);
  },
} as const;

function limited(schema: z.ZodNumber, { min, max }: { readonly min?: number; readonly max?: number }): z.ZodNumber {
  const above = min === undefined ? schema : schema.min(min);
  return max === undefined ? above : above.max(max);
}

function described<Value>(
  schema: z.ZodType<Value>,
  { description, default: value }: ParameterOptions<Value>,
  facts: Readonly<Record<string, unknown>> = {},
): z.ZodType<Value> {
  const documented = schema.meta({ ...facts, description });
  if (value === undefined) return documented;
  if (!schema.safeParse(value).success) {
    throw new TypeError(`The default ${JSON.stringify(value)} breaks its own parameter's limits ("${description}").`);
  }
  // The builders never transform, so a schema's input is its output.
  return documented.default(value as never);
}
