import type { Scenario } from "./scenario.ts";

/**
 * Make a failing scenario smaller as long as it still fails: drop elements of any list in it, and put what an operation contains in its place.
 *
 * @param fails asks whether a scenario still shows the failure
 */
export function minimise(scenario: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
  let smallest = scenario;
  for (;;) {
    const smaller = smallerOnes(smallest).find(fails);
    if (smaller === undefined) return smallest;
    smallest = smaller;
  }
}

function smallerOnes(scenario: Scenario): Scenario[] {
  const { processes, runs, resources } = scenario;
  return [
    ...(processes.length > 1 ? without(processes).map((fewer) => ({ ...scenario, processes: fewer })) : []),
    ...without(runs).map((fewer) => ({ ...scenario, runs: fewer })),
    ...without(resources).map((fewer) => ({ ...scenario, resources: fewer })),
    ...smallerLists(processes).map((smaller) => ({ ...scenario, processes: smaller as Scenario["processes"] })),
  ];
}

function without<T>(list: readonly T[]): T[][] {
  return list.map((_, index) => list.toSpliced(index, 1));
}

/** All ways to make one list of operations, anywhere in a tree of lists, shorter by one. */
function smallerLists(tree: unknown): unknown[] {
  if (!Array.isArray(tree)) return [];
  const shorter = isOps(tree) ? [...without(tree), ...unwrapped(tree)] : [];
  const deeper = tree.flatMap((part, index) => smallerLists(part).map((smaller) => tree.with(index, smaller)));
  return [...shorter, ...deeper];
}

function isOps(list: unknown[]): boolean {
  return list.length > 0 && list.every((op) => Array.isArray(op) && typeof op[0] === "string");
}

function unwrapped(ops: unknown[][]): unknown[] {
  return ops.flatMap((op, index) =>
    op
      .filter((part) => Array.isArray(part) && isOps(part))
      .map((inner) => ops.toSpliced(index, 1, ...(inner as unknown[][]))),
  );
}
