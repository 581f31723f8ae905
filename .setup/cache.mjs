import { homedir } from "node:os";
import { join } from "node:path";

/** Where things are kept that fresh clones share: `$XDG_CACHE_HOME/wfnb`, else `~/.cache/wfnb`. */
export function cacheFolder(env = process.env, home = homedir()) {
  return join(env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : join(home, ".cache"), "wfnb");
}
