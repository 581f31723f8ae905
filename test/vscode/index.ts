import Mocha from "mocha";
import { closeEditors } from "./workspace.ts";

/** Entry of the suite inside a real VS Code: `@vscode/test-electron` calls `run`, whatever editor it started. */
export async function run(): Promise<void> {
  const { WFNB_REPORTER: reporter = "spec", WFNB_GREP: grep } = process.env;
  const mocha = new Mocha({
    ui: "bdd",
    // Generous: it only catches what hangs; a slow machine takes three times as long as another.
    timeout: 90_000,
    retries: 1,
    reporter,
    ...(grep === undefined ? {} : { grep }),
  });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  mocha.suite.afterEach("close what the test opened", closeEditors);
  await import("./suite/activation.ts");
  await import("./suite/notebookFile.ts");
  await import("./suite/runCell.ts");
  await import("./suite/tomlDiagnostics.ts");
  await import("./suite/tomlEditing.ts");
  await import("./suite/typescriptCells.ts");
  await import("./suite/notebookLife.ts");
  await import("./suite/notebookFormats.ts");
  await import("./suite/cellLine.ts");
  await import("./suite/cellErrors.ts");
  await import("./suite/executions.ts");
  await import("./suite/languageModelTools.ts");
  await import("./suite/renamedNotebook.ts");
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}
