import { appendFileSync, writeFileSync } from "node:fs";
import { format } from "node:util";

type ConsoleType = "log" | "info" | "warn" | "error" | "debug";

/** What the editor says of itself in this set-up; it tells nothing about the suite. */
const ofTheEditor = [
  /^(Resolv|Creating a socket|Ignoring fetching|\[reconnection-grace-time\]|\[AgentHost|\[AccountPolicyGate\]|\[Service Worker\]|Creation of workbench contribution|Canceled: Canceled)/,
  /Could not locate the bindings file|Cannot find module '\.\/build\/Release\/watchdog'/,
];

/** Receives the window's console: all of it goes to the file, the suite's part to the terminal. Arguments are format strings as in a browser. */
export function consoleForwarder(file: string): (type: ConsoleType, args: unknown[]) => void {
  writeFileSync(file, "");
  return (type, args) => {
    const text = `${format(...args)}\n`;
    appendFileSync(file, text);
    if (ofTheEditor.some((pattern) => pattern.test(text))) return;
    (type === "error" || type === "warn" ? process.stderr : process.stdout).write(text);
  };
}
