import { Option } from "@commander-js/extra-typings";

/** Options that several commands share. */
export const workspaceOption = () =>
  new Option("-w, --workspace <folder>", "where executions are kept; default: found from here upwards");

export const jsonOption = (what: string) => new Option("--json", `print ${what} as JSON`);

export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** A whole number, at least `least`. */
export function wholeNumber(option: string, least: number) {
  return (text: string): number => {
    const value = Number(text);
    // A shell variable that is not set leaves an empty text, which JavaScript takes for 0.
    if (text.trim() !== "" && Number.isInteger(value) && value >= least) return value;
    throw new Error(`${option} takes a whole number from ${least} on, not "${text}".`);
  };
}

/** A number, written with or without `_` between its digits. */
export function toNumber(option: string) {
  return (text: string): number => {
    const value = Number(text.replaceAll("_", ""));
    if (text.trim() === "" || Number.isNaN(value)) throw new Error(`${option} takes a number, not "${text}".`);
    return value;
  };
}
