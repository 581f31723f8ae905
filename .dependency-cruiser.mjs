/**
 * The dependency directions of the house. Each layer names what it may import; everything else is an error
 * whose message says why. `text < toml < config < workflow`, `sim, model < workflow < runner < notebook < apps`,
 * `model < summary < store, timeline`, `model < query < store, views`, `store < runner`, `timeline < notebook`, `kernel < extension`.
 */
const layers = {
  text: [],
  sim: [],
  model: [],
  toml: ["text"],
  config: ["text", "toml", "model"],
  workflow: ["text", "toml", "config", "sim", "model"],
  summary: ["model"],
  query: ["model"],
  store: ["model", "summary", "query"],
  timeline: ["model", "summary"],
  views: ["text", "model", "query"],
  browse: ["model", "store", "views"],
  runner: ["text", "toml", "config", "sim", "model", "workflow", "summary", "query", "store"],
  notebook: ["text", "toml", "config", "model", "workflow", "store", "runner", "timeline", "views"],
  tools: ["text", "toml", "config", "model", "query", "runner", "notebook", "timeline", "views"],
  platform: ["config", "model", "store", "runner"],
  display: ["text", "sim", "model", "timeline", "notebook"],
  scripting: ["config", "model", "query", "store", "runner", "notebook", "timeline", "display", "platform"],
};

const reasons = {
  text: "positions and diagnostics stand below everything",
  sim: "the engine must be usable, and provable, alone",
  model: "plain records know no behaviour",
  toml: "reading TOML knows nothing of workflows",
  config: "a config is resolved and validated without running anything",
  workflow: "a definition knows its engine and its config, not who runs or stores it",
  summary: "figures of a trace are summed up from its records alone: kept with them, and drawn by others",
  query: "what a query means is the same for a store, a list and a plain function",
  store: "a store keeps records; it decides nothing about running",
  timeline: "a timeline is drawn from a trace, live or stored alike",
  views: "a view is a projection of records",
  browse: "what a tree shows is read from a store page by page, whatever editor draws it",
  runner: "the runner is driven by notebook and apps, never the other way round",
  tools: "what a language model may ask is answered for any editor; what it sends is checked first",
  platform: "adapters to this machine serve the ports of the layers and are chosen by apps and the extension alone",
  display: "an output is made from records, for whichever notebook or terminal shows it",
  scripting:
    "the composition for notebooks and scripts: it chooses the real parts as apps do, and is what the facade exports",
  notebook: "cell logic is shared by editor, command line and Jupyter, so it knows none of them",
};

const zones = Object.entries(layers).map(([layer, allowed]) => ({
  name: `kernel-${layer}`,
  severity: "error",
  comment: `kernel/${layer} may import ${allowed.length > 0 ? allowed.join(", ") : "nothing of ours"}: ${reasons[layer]}.`,
  from: { path: `^kernel/${layer}/` },
  to: {
    path: "^(kernel|extension|workflows|test)/",
    pathNot: `^kernel/(${[layer, ...allowed].join("|")})/|^kernel/package.json$`,
  },
}));

export default {
  forbidden: [
    ...zones,
    {
      name: "no-cycles",
      severity: "error",
      comment:
        "Two files that need each other when they run are one idea or three; knowing each other's types is no cycle.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-imports-apps",
      severity: "error",
      comment: "Apps choose clocks, files and processes; what they share belongs in a layer below.",
      from: { path: "^(kernel|extension)/", pathNot: "^kernel/apps/" },
      to: { path: "^kernel/apps/" },
    },
    {
      name: "platform-is-chosen-at-the-top",
      severity: "error",
      comment:
        "Logic asks for a port; which file system, clock or process stands behind it is chosen by apps, scripting and extension.ts.",
      from: { path: "^kernel/", pathNot: "^kernel/(apps|platform|scripting)/" },
      to: { path: "^kernel/platform/" },
    },
    {
      name: "kernel-knows-no-editor",
      severity: "error",
      comment: "The kernel runs in terminals, notebooks and tests: only extension/ may import vscode.",
      from: { path: "^(kernel|workflows|extension/(renderer|pages))/" },
      to: { path: "^vscode$|@types/vscode/" },
    },
    {
      name: "workflows-use-the-facade",
      severity: "error",
      comment: "Workflows import `wfnb` only, as a user's own would.",
      from: { path: "^workflows/" },
      to: { path: "^kernel/", pathNot: "^kernel/(index\\.ts|dist/)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/|test/output|^esbuild\\.mjs$" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ["wfnb-source", "import", "types", "node"], exportsFields: ["exports"] },
  },
};
