import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { DisplayHost } from "./host.ts";
import type { MimeBundle } from "./mimeBundle.ts";

/**
 * The display of tslab, when this code runs in one. tslab's public `display` takes one MIME type a call; several in one
 * output need the function beneath it, which tslab keeps in `dist/jupyter` (version 1.0; undocumented).
 */
export function tslabHost(): DisplayHost | undefined {
  const write = tslabWriter();
  if (write === undefined) return undefined;
  return {
    isLive: true,
    show: (bundle) => {
      const transient = { display_id: randomUUID() };
      const send = (data: MimeBundle, update: boolean) => write({ data, metadata: {}, transient }, update);
      send(bundle, false);
      return (replacement) => send(replacement, true);
    },
  };
}

type TslabWriter = (content: { data: MimeBundle; metadata: object; transient: object }, update: boolean) => void;

/** The modules that this process has loaded, tslab's among them wherever it is installed. */
const loadedModules = createRequire(import.meta.url).cache;

/** Belongs to the cell that runs when it is asked for. */
function tslabWriter(): TslabWriter | undefined {
  const file = Object.keys(loadedModules).find((name) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name));
  if (file === undefined) return undefined;
  const tslab = loadedModules[file]?.exports as { readonly lastWriteDisplayData?: TslabWriter | null } | undefined;
  return tslab?.lastWriteDisplayData ?? undefined;
}
