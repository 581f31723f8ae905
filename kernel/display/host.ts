import type { MimeBundle } from "./mimeBundle.ts";
import { terminalHost } from "./terminalHost.ts";
import { tslabHost } from "./tslabHost.ts";

/** Whoever shows outputs: a notebook, or the terminal. */
export interface DisplayHost {
  /** Outputs can be replaced where they stand, so progress can be shown in one place. */
  readonly isLive: boolean;
  /** Shows a bundle; the function that comes back replaces it. */
  show(bundle: MimeBundle): (replacement: MimeBundle) => void;
}

/** Set by a notebook session of ours around a cell's code; read here, so that both need not know each other. */
export const hostSymbol = Symbol.for("wfnb.displayHost");

/** The host of the code that runs now: a session of ours, tslab, or the terminal. */
export function currentHost(): DisplayHost {
  const own = (globalThis as Record<symbol, unknown>)[hostSymbol] as DisplayHost | undefined;
  return own ?? tslabHost() ?? terminalHost;
}
