import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { MemoryStore } from "./memoryStore.ts";
import { fileSystemName } from "./sqlite/journalMode.ts";
import type { StoreHealth } from "./store.ts";

/** What a workspace keeps in which nothing ran yet: nothing. To look at it leaves no folder behind; it is gone once somebody makes one. */
export class UnmadeStore extends MemoryStore {
  override readonly location: string;
  override readonly readOnly: string;
  readonly isUnmade = true;
  readonly #folder: string;

  /** `file`: where the first execution makes it, in a folder of its own. */
  constructor(file: string) {
    super();
    this.location = file;
    this.readOnly = `Nothing was recorded in ${file} yet.`;
    this.#folder = dirname(file);
  }

  override get isGone(): boolean {
    return existsSync(this.#folder);
  }

  override health(): StoreHealth {
    const workspace = dirname(this.#folder);
    return {
      facts: {
        file: this.location,
        bytes: "0",
        file_system: fileSystemName(workspace),
        sqlite: process.versions.sqlite ?? "none",
        executions: "0",
        running: "0",
      },
      problems: isWritable(workspace) ? [] : [`${workspace} cannot be written, so nothing can be recorded in it.`],
    };
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
