import type { ReadText } from "../../config/index.ts";
import { serveThread, type ThreadPort } from "../../runner/threadServer.ts";
import type { WorkflowDefinition } from "../../workflow/defineWorkflow.ts";
import { CellSession } from "./cellSession.ts";
import { ModuleImporter } from "./moduleImporter.ts";
import { NotebookExecutions } from "./notebookExecutions.ts";
import { NotebookRunner } from "./notebookRunner.ts";
import type { SessionQuestion } from "./protocol.ts";

/** What the entry of a session thread chooses for it. */
export interface SessionThreadPorts {
  readonly port: ThreadPort;
  readonly notebook: string;
  readonly workspace: string;
  /** What every cell has at hand of the library. */
  readonly authoring: Readonly<Record<string, unknown>>;
  /** The whole library, as cells import it. */
  readonly loadWfnb: () => Promise<Readonly<Record<string, unknown>>>;
  /** Reads files by paths that are relative to a folder. */
  readonly readerIn: (folder: string) => ReadText;
  readonly now: () => number;
}

/** What the thread's entry hands on to the session. */
export interface ServedSession {
  readonly write: (name: "stdout" | "stderr", text: string) => void;
  readonly reportStray: (thrown: unknown) => void;
  /** Names that every cell has at hand, and what they are. */
  readonly globals: Readonly<Record<string, unknown>>;
}

/** The session of one notebook's TypeScript cells, answering its thread's questions. */
export function serveSession({
  port,
  notebook,
  workspace,
  authoring,
  loadWfnb,
  readerIn,
  now,
}: SessionThreadPorts): ServedSession {
  const line = serveThread(port, (question) => answer(question as SessionQuestion));
  const defineWorkflow = (options: never) => {
    const definition = (authoring.defineWorkflow as (given: never) => WorkflowDefinition)(options);
    session.define(definition);
    return definition;
  };
  let path = notebook;
  const pathOf = () => path;
  const importer = new ModuleImporter(pathOf, workspace, {
    wfnb: async () => ({ ...(await loadWfnb()), defineWorkflow }),
  });
  const session = new CellSession({
    pathOf,
    import: (specifier, names) => importer.import(specifier, names),
    mapStack: (stack) => importer.mapStack(stack),
    tell: line.tell,
    now,
    interrupted: () => runner.cancelStarted(),
  });
  const runner = new NotebookRunner({ session, callKernel: line.callKernel, pathOf, readerIn });

  let last: Promise<unknown> = Promise.resolve();
  function answer(question: SessionQuestion): unknown {
    switch (question.type) {
      case "execute":
        // One at a time, whoever asks.
        last = last.then(() => session.execute(question.cell, question.source, question.tellPrinted));
        return last;
      case "interrupt":
        return session.interrupt();
      case "variables":
        return session.variables();
      case "moved":
        path = question.notebook;
        return undefined;
    }
  }

  const Environment = authoring.Environment as new () => object;
  return {
    write: (name, text) => session.write(name, text),
    reportStray: (thrown) => session.reportStray(thrown),
    globals: {
      runner,
      executions: new NotebookExecutions(session, line.callKernel),
      display: (value: unknown) => session.display(value),
      env: () => new Environment(),
      Environment,
      defineWorkflow,
      parameter: authoring.parameter,
    },
  };
}
