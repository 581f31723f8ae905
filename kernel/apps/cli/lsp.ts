import { Command } from "@commander-js/extra-typings";

export function lspCommand() {
  return new Command("lsp")
    .description(
      "Serve the checks and features for configurations to any editor (Language Server Protocol, over stdio).",
    )
    .option("--stdio", "the only way there is; accepted since editors pass it")
    .action(async () => {
      await import("../lsp/main.ts");
    });
}
