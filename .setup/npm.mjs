import { command } from "./command.mjs";

/** Runs npm in `cwd` without scripts, undisturbed by the npm that may have started us. */
export function npm(args, { cwd, env }) {
  return command("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"], {
    cwd,
    env: withoutCaller(env),
  });
}

/** npm tells its scripts about the calling package through these; a nested npm would take them for its own. */
function withoutCaller(env) {
  const ofCaller =
    /^(npm_(package|lifecycle|command|execpath|node_execpath)|npm_config_local_prefix|npm_config_workspace|INIT_CWD)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ofCaller.test(name)));
}
