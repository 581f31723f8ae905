import type { Plugin } from "esbuild";

/** zod's sentences in fifty languages are a third of its size; ours are written by `kernel/config`, and none of zod's but the English reach anybody. */
export const englishZod: Plugin = {
  name: "english-zod",
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};
