import {
  type Location as ClientLocation,
  CodeActionKind,
  type Connection,
  ErrorCodes,
  ResponseError,
  type TextEdit,
} from "vscode-languageserver/node";
import {
  type ConfigView,
  codeLensesOf,
  completionsAt,
  definitionAt,
  fixesAt,
  foldingOf,
  formatDocument,
  hoverAt,
  inlayHintsOf,
  linksOf,
  parameterAt,
  parameterReferences,
  type Renaming,
  renameParameter,
  semanticTokensOf,
  symbolsOf,
} from "../../config/index.ts";
import { type Location, type Position, touches } from "../../text/index.ts";
import { toCompletionItem, toInlayHint, toQuickFix, toSymbol, toTokenData } from "./convert.ts";
import { nameOf, uriOf } from "./names.ts";
import type { Session } from "./server.ts";

interface AtDocument {
  readonly textDocument: { readonly uri: string };
}
interface AtPosition extends AtDocument {
  readonly position: Position;
}

/** Every request about a document: find its view, ask the feature, say it in the protocol's words. */
export function answerRequests(connection: Connection, session: Session): void {
  const { root } = session.workspace;
  const viewOf = async ({ textDocument }: AtDocument): Promise<ConfigView> => {
    await session.ready;
    return session.service.view(nameOf(textDocument.uri));
  };
  const toLocation = ({ uri, range }: Location): ClientLocation => ({ uri: uriOf(uri, root), range });

  connection.onCompletion(async (at: AtPosition) => completionsAt(await viewOf(at), at.position).map(toCompletionItem));
  connection.onHover(async (at: AtPosition) => {
    const hover = hoverAt(await viewOf(at), at.position);
    return hover && { range: hover.range, contents: { kind: "markdown", value: hover.markdown } };
  });
  connection.onDocumentSymbol(async (at) => symbolsOf((await viewOf(at)).document).map(toSymbol));
  connection.onFoldingRanges(async (at) => foldingOf((await viewOf(at)).document));
  connection.onDocumentFormatting(async (at) => [...formatDocument((await viewOf(at)).document)]);
  connection.onDocumentLinks(async (at) =>
    linksOf(await viewOf(at)).map(({ range, target }) => ({ range, target: uriOf(target, root) })),
  );
  connection.onCodeLens(async (at) =>
    codeLensesOf(await viewOf(at)).map(({ range, kind, title, ...data }) => ({
      range,
      // A client binds `wfnb.run` and the like to whatever it can do; without that a lens is a line to read.
      command: { title, command: `wfnb.${kind}`, arguments: [at.textDocument.uri, data] },
    })),
  );
  connection.languages.inlayHint.on(async (at) =>
    inlayHintsOf(await viewOf(at))
      .filter(({ position }) => touches(at.range, position))
      .map(toInlayHint),
  );
  connection.languages.semanticTokens.on(async (at) => ({
    data: toTokenData(semanticTokensOf((await viewOf(at)).document)),
  }));
  connection.onDefinition(async (at: AtPosition) => definitionAt(await viewOf(at), at.position).map(toLocation));

  connection.onReferences(async (at: AtPosition) => {
    const view = await viewOf(at);
    const key = parameterAt(view, at.position);
    return key === undefined ? [] : parameterReferences(key, await relatedViews(session, view)).map(toLocation);
  });

  connection.onPrepareRename(async (at: AtPosition) => {
    const view = await viewOf(at);
    const key = parameterAt(view, at.position);
    const setting = view.config.settings
      .get(key ?? "")
      ?.find(({ uri, keyRange }) => uri === view.uri && touches(keyRange, at.position));
    return setting && { range: setting.keyRange, placeholder: setting.key };
  });
  connection.onRenameRequest(async (at) => {
    const view = await viewOf(at);
    const key = parameterAt(view, at.position);
    if (key === undefined) return null;
    const renaming = renameParameter(key, at.newName, await relatedViews(session, view));
    if (renaming.refusal !== undefined) throw new ResponseError(ErrorCodes.InvalidRequest, refusalSentence(renaming));
    return {
      changes: Object.fromEntries(
        [...renaming.edits].map(([uri, edits]) => [uriOf(uri, root), [...edits] as TextEdit[]]),
      ),
    };
  });

  connection.onCodeAction(async (at) => {
    const view = await viewOf(at);
    const { uri } = at.textDocument;
    const fixes = fixesAt(view, at.range);
    const quick = fixes.map((fix, index) =>
      toQuickFix(fix, uri, root, fixes[index - 1]?.diagnostic !== fix.diagnostic),
    );
    if (!at.context.only?.some((kind) => kind.startsWith(CodeActionKind.Source))) return quick;
    const newText = await session.service.fixAll(view.uri);
    const range = view.document.lines.range(0, view.document.text.length);
    const edit = { changes: { [uri]: [{ range, newText }] } };
    return [{ title: "Fix everything that can be fixed", kind: `${CodeActionKind.SourceFixAll}.wfnb`, edit }];
  });
}

/** The views of all configurations of the same workflow, open or not. */
async function relatedViews({ service, workspace }: Session, view: ConfigView): Promise<ConfigView[]> {
  const names = new Set([...service.documents(), ...(await workspace.configFiles())]);
  const views = await Promise.all(
    [...names].map(async (uri) => {
      const text = service.text(uri) ?? (await workspace.read(uri));
      return typeof text === "string" ? service.viewOf({ uri, text }) : undefined;
    }),
  );
  return views.filter(
    (each) => each !== undefined && each.config.workflowName === view.config.workflowName,
  ) as ConfigView[];
}

function refusalSentence({ refusal, newName }: Extract<Renaming, { refusal: string }>): string {
  switch (refusal) {
    case "no-name":
      return `"${newName}" is no name for a parameter: use letters, digits and "_".`;
    case "taken":
      return `"${newName}" is taken.`;
    case "unknown-source":
      return "The workflow's code could not be read, and without it half of the places would keep the old name.";
  }
}
