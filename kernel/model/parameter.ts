/** A parameter's value as TOML can write it. */
export type ParameterValue = number | string | boolean | readonly ParameterValue[];
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Where a resolved value was written: `default` in the workflow, a place in a file or cell, or the caller's `override`. */
export type ValueOrigin =
  | { readonly from: "default" }
  | { readonly from: "override" }
  | {
      readonly from: "file";
      readonly uri: string;
      /** Zero-based, as everywhere inside; shown one-based. */
      readonly line: number;
      readonly character: number;
      /** The table it stood in, such as `parameters` or `daq_state_machine`. */
      readonly table: string;
    };

export type ValueOrigins = Readonly<Record<string, ValueOrigin>>;
