/** Names one process of one machine for ever: pids are used again, start times are not. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** Boot and clock ticks since then at which the process started; null where the system does not tell. */
  readonly processStart: string | null;
}

export interface ProcessTable {
  /** Text of a file, or undefined when it cannot be read. */
  readonly read: (path: string) => string | undefined;
  /** Whether any process has this pid. */
  readonly exists: (pid: number) => boolean;
}

/** When a process started, from Linux' `/proc`; null elsewhere, and for a process that is gone. */
export function processStartOf(pid: number, table: ProcessTable): string | null {
  const boot = table.read("/proc/sys/kernel/random/boot_id")?.trim();
  const stat = table.read(`/proc/${pid}/stat`);
  if (boot === undefined || stat === undefined) return null;
  // The second field is the program's name in brackets and may hold anything; the start time is field 22 (man 5 proc).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return `${boot}/${fields[19] ?? ""}`;
}

/** Whether a process still runs. Of another host nobody here can tell, so it counts as alive. */
export function isAlive(process: ProcessIdentity, host: string, table: ProcessTable): boolean {
  if (process.host !== host) return true;
  if (process.processStart === null) return table.exists(process.pid);
  return processStartOf(process.pid, table) === process.processStart;
}
