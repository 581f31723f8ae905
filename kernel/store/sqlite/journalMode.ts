import { statfsSync } from "node:fs";

export type JournalMode = "wal" | "delete";

export interface JournalChoice {
  readonly mode: JournalMode;
  /** Why the slower journal was taken, for people; null for WAL. */
  readonly warning: string | null;
}

/** File systems on which SQLite's shared memory does not work between machines, by `statfs` type (linux/magic.h). */
const networkFileSystems = new Map<number, string>([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
  [0x5346414f, "AFS"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0xaad7aaea, "Panasas"],
  [0x00c36400, "Ceph"],
  [0x19830326, "BeeGFS"],
  [0x65735546, "FUSE"],
]);

/** The usual ones, for people. */
const localFileSystems = new Map<number, string>([
  [0xef53, "ext4"],
  [0x58465342, "XFS"],
  [0x9123683e, "Btrfs"],
  [0x2fc12fc1, "ZFS"],
  [0x01021994, "tmpfs"],
  [0x794c7630, "overlay"],
]);

/**
 * WAL where it is safe, else the DELETE journal. WAL needs shared memory, which network file systems do not give
 * (https://sqlite.org/wal.html), and SQLite before 3.51.3 can corrupt a WAL database when two connections write and checkpoint at once.
 */
export function chooseJournal(fileSystemType: number | null, sqliteVersion: string): JournalChoice {
  const network = fileSystemType === null ? undefined : networkFileSystems.get(fileSystemType);
  if (network !== undefined) {
    return {
      mode: "delete",
      warning: `The folder of the executions is on a network file system (${network}), so a slower journal is used. Keep the workspace on a local disk for speed.`,
    };
  }
  if (isOlder(sqliteVersion, [3, 51, 3])) {
    return {
      mode: "delete",
      warning: `SQLite ${sqliteVersion} has a defect in its fast journal, so a slower one is used. Node 24.16 or newer brings a repaired SQLite.`,
    };
  }
  return { mode: "wal", warning: null };
}

/** The `statfs` type of a folder; null where the system does not tell. */
export function fileSystemTypeOf(folder: string): number | null {
  try {
    return statfsSync(folder).type;
  } catch {
    return null;
  }
}

/** Of a folder, for people: the name of a network file system, else that of a local one, or its type number. */
export function fileSystemName(folder: string): string {
  const type = fileSystemTypeOf(folder);
  if (type === null) return "unknown";
  return networkFileSystems.get(type) ?? `local (${localFileSystems.get(type) ?? `0x${type.toString(16)}`})`;
}

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  for (const [i, wanted] of than.entries()) {
    const part = parts[i] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}
