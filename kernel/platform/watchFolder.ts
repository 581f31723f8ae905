import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** An editor writes a file in several steps. Milliseconds. */
const togetherMs = 100;

/** Calls when something in the folder has changed. The folder may come later, and go and come again, as with a change of branch. */
export function watchFolder(folder: string, changed: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const changedSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, togetherMs);
  };
  let inside = watchIfThere(folder, changedSoon);
  watchIfThere(dirname(folder), (name) => {
    if (name !== null && name !== basename(folder)) return;
    inside?.close();
    inside = watchIfThere(folder, changedSoon);
    changedSoon();
  });
}

/** `changed` is given the name of what changed in the folder, where the system tells it. */
function watchIfThere(folder: string, changed: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_, name) => changed(name));
    watcher.on("error", () => watcher.close());
    return watcher.unref();
  } catch {
    return undefined;
  }
}
