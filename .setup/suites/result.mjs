// What a suite came to. Its file holds { passed, failed, pending?, failures: [{ title, message }], retried? }.
import { readFileSync } from "node:fs";

/**
 * Judges a suite by its end and by the result it wrote: one that did not finish, ran nothing, or
 * broke outside its tests counts as one more failure. `trouble` says which, in a sentence.
 */
export function judge({ name, end, timeoutSeconds }, result) {
  const passed = result?.passed ?? 0;
  const failed = result?.failed ?? 0;
  const trouble = troubleOf({ name, end, timeoutSeconds, result, ran: passed + failed, failed });
  return { name, passed, failed: failed + (trouble ? 1 : 0), trouble };
}

function troubleOf({ name, end, timeoutSeconds, result, ran, failed }) {
  if (end.timedOut) return `${name} did not end within ${timeoutSeconds} s and was stopped.`;
  if (!result) return `${name} did not run to its end (${ending(end)}): it wrote no result.`;
  if (ran === 0) return `${name} ran no tests.`;
  if (end.code !== 0 && failed === 0) return `${name} passed its tests and yet ended with ${ending(end)}.`;
  return undefined;
}

const ending = ({ code, signal }) => signal ?? `exit code ${code}`;

/** Undefined when there is none or it is not whole. */
export function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** The last line of `npm test`. */
export function totalsLine(verdicts) {
  const sum = (key) => verdicts.reduce((total, verdict) => total + verdict[key], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed`;
}
