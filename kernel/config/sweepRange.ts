import type { NumberNode, TableNode } from "../toml/index.ts";

/** Values that one range may have; many more than a sweep may make executions are not even counted out. */
const mostValues = 100_000;

/**
 * The values of `{ from = 1, to = 3, step = 0.5 }` or `{ from = 1, to = 3, count = 5 }`, evenly spaced. `from` is among them; `to` is with a
 * count, and with a step where the steps meet it. Undefined where it is no such range.
 */
export function rangeValues(node: TableNode): NumberNode[] | undefined {
  const { from, to, step, count, ...others } = numbersIn(node);
  if (from === undefined || to === undefined || Object.keys(others).length > 0) return undefined;
  const steps = stepsOf({ from, to, step, count });
  if (steps === undefined || steps > mostValues) return undefined;
  const width = step === undefined ? (to - from) / Math.max(steps, 1) : step;
  return Array.from({ length: steps + 1 }, (_, index) => numberNode(decimal(from + index * width), node));
}

type Numbers = Readonly<Record<string, number | undefined>>;

/** What is no number counts as a key that nobody knows. */
function numbersIn({ entries }: TableNode): Numbers {
  return Object.fromEntries(
    [...entries.values()].map(({ key, value }) => {
      const isNumber = (value.kind === "integer" || value.kind === "float") && Number.isFinite(value.value);
      return isNumber ? [key, value.value] : [`no number: ${key}`, 0];
    }),
  );
}

/** How many steps it is from the first value to the last. */
function stepsOf({ from = 0, to = 0, step, count }: Numbers): number | undefined {
  if (step !== undefined && count === undefined && step > 0 && from <= to) {
    // A step that meets the end but for rounding meets it.
    return Math.floor(((to - from) / step) * (1 + 1e-12) + 1e-9);
  }
  if (count !== undefined && step === undefined && Number.isInteger(count) && count >= 2 && from !== to)
    return count - 1;
  return undefined;
}

/** Without the tail that sums of fractions have: `0.3` where it would be `0.30000000000000004`. */
function decimal(value: number): number {
  return Number(value.toPrecision(12));
}

function numberNode(value: number, { range }: TableNode): NumberNode {
  return { kind: Number.isSafeInteger(value) ? "integer" : "float", value, text: String(value), range };
}
