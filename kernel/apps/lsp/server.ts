import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { ConfigLanguageService, diagnosticsOf, isWorkflowConfig, semanticTokenTypes } from "../../config/index.ts";
import { toDiagnostic } from "./convert.ts";
import { nameOf } from "./names.ts";
import { answerRequests } from "./requests.ts";
import type { Workspace } from "./world.ts";

/** What to serve, once the client has said where. */
export interface OpenWorkspace {
  readonly workspace: Workspace;
  /** Called when the client may have changed a workflow's code. */
  readonly workflowsChanged?: () => Promise<void>;
  /** Settles when workflows are known; answers before that know none. */
  readonly ready: Promise<void>;
}

/** One client, its documents and the service that answers for them. */
export interface Session extends OpenWorkspace {
  readonly service: ConfigLanguageService;
  readonly documents: TextDocuments<TextDocument>;
}

/** Serves configurations over the Language Server Protocol, for editors other than VS Code. `open` is called at the client's `initialize`. */
export function serve(connection: Connection, open: (parameters: InitializeParams) => OpenWorkspace): void {
  const documents = new TextDocuments(TextDocument);
  let session: Session;
  let watchesForUs = false;

  connection.onInitialize((parameters): InitializeResult => {
    const opened = open(parameters);
    session = { ...opened, service: new ConfigLanguageService(opened.workspace), documents };
    answerRequests(connection, session);
    watchesForUs = parameters.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    void opened.ready.then(() => publish(session.service.workflowsChanged()));
    return { capabilities, serverInfo: { name: "wfnb" } };
  });

  connection.onInitialized(() => {
    if (watchesForUs)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: "**/*.{toml,ts}" }],
      });
  });
  documents.onDidChangeContent(({ document }) => publish(tell(session, document)));
  documents.onDidClose(({ document }) => {
    const affected = session.service.close(nameOf(document.uri));
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    publish(affected);
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const names = changes.map(({ uri }) => nameOf(uri));
    if (names.some((name) => name.endsWith(".ts"))) {
      await session.workflowsChanged?.();
      publish(session.service.workflowsChanged());
    }
    publish(names.flatMap((name) => session.service.changed(name)));
  });

  const publish = (names: readonly string[]) => {
    for (const document of documents.all()) {
      if (names.includes(nameOf(document.uri))) void check(document);
    }
  };
  /** An answer for an older version is never sent. */
  const check = async (document: TextDocument) => {
    const { uri, version } = document;
    await session.ready;
    const view = await session.service.view(nameOf(uri));
    if (documents.get(uri)?.version !== version) return;
    const ours = isWorkflowConfig(view.document) || view.config.settings.size > 0;
    const own = ours ? diagnosticsOf(view).filter((diagnostic) => diagnostic.uri === view.uri) : [];
    const diagnostics = own.map((diagnostic) => toDiagnostic(diagnostic, session.workspace.root));
    await connection.sendDiagnostics({ uri, version, diagnostics });
  };

  documents.listen(connection);
  connection.listen();
}

/** The service learns a document's present text; returns the names of documents whose view may change. */
function tell({ service }: Session, document: TextDocument): string[] {
  const isCell = document.uri.startsWith("vscode-notebook-cell:");
  return service.update({ uri: nameOf(document.uri), text: document.getText(), ...(isCell && { kind: "cell" }) });
}

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ["[", "=", " ", '"', ".", "\n"] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, `${CodeActionKind.SourceFixAll}.wfnb`] },
  codeLensProvider: {},
  definitionProvider: true,
  documentFormattingProvider: true,
  documentLinkProvider: {},
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  inlayHintProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  semanticTokensProvider: { legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [] }, full: true },
};
