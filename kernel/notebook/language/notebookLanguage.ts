import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import type { Range } from "../../text/index.ts";
import { ambientNode, ambientTypes } from "./ambient.ts";
import type {
  CellCompletion,
  CellDiagnostic,
  CellHover,
  CellSignatures,
  Completeness,
  LanguageCell,
  LanguagePlace,
} from "./protocol.ts";
import { type VirtualCell, VirtualCells } from "./virtualCells.ts";

export interface NotebookLanguageOptions {
  /** Absolute path of the notebook: imports of its cells are relative to its folder. */
  readonly notebook: string;
  readonly workspace: string;
  /** The library's types: `index.d.ts`, or its source. */
  readonly wfnb: string;
}

/** `Cannot assign to 'x' because it is an import`: in a notebook it is the variable of another cell. */
const assignsImport = 2632;
/**
 * Said of names that several cells declare, or of text that is only the link between cells; and of what gets its type in another cell,
 * or from what is yielded.
 */
const untrueInCells: ReadonlySet<number> = new Set([1208, 2308, 2395, 2528, 7005, 7034, 7057]);
/** Said of types that come from Node, and of what its functions give to a callback, where Node's own types are not there. */
const untrueWithoutNode: ReadonlySet<number> = new Set([2709, 7006, 7019, 7031]);

/** TypeScript's language service for the cells of one notebook: what one cell declares, the others know. Nothing is run. */
export class NotebookLanguage {
  readonly #folder: string;
  readonly #cells: VirtualCells;
  readonly #ambient: ReadonlyMap<string, string>;
  readonly #untrue: ReadonlySet<number>;
  readonly #service: ts.LanguageService;

  constructor({ notebook, workspace, wfnb }: NotebookLanguageOptions) {
    this.#folder = dirname(notebook);
    this.#cells = new VirtualCells((id) => this.#pathOf(id));
    const node = [workspace, dirname(wfnb)].map(nodeTypes).find((found) => found !== undefined);
    this.#untrue = node === undefined ? new Set([...untrueInCells, ...untrueWithoutNode]) : untrueInCells;
    this.#ambient = new Map([
      [join(this.#folder, `.${basename(notebook)}.session.d.ts`), ambientTypes],
      ...(node === undefined
        ? ([[join(this.#folder, `.${basename(notebook)}.node.d.ts`), ambientNode]] as [string, string][])
        : []),
    ]);
    this.#service = ts.createLanguageService(this.#host(workspace, wfnb, node), ts.createDocumentRegistry());
  }

  /** The TypeScript cells in the order of the notebook. */
  update(cells: readonly LanguageCell[]): void {
    this.#cells.update(cells);
  }

  completions(id: string, offset: number): CellCompletion[] {
    const cell = this.#cells.get(id);
    if (cell === undefined) return [];
    const found = this.#service.getCompletionsAtPosition(this.#pathOf(id), offset, {
      includeCompletionsWithInsertText: true,
    });
    return (found?.entries ?? []).map(({ name, kind, insertText, sortText, replacementSpan }) => ({
      name,
      kind,
      sortText,
      ...(insertText === undefined ? {} : { insertText }),
      ...(replacementSpan === undefined ? {} : { replaces: rangeIn(cell.source, replacementSpan) }),
    }));
  }

  /** More about one completion: its declaration and what is written of it. */
  completionDetail(id: string, offset: number, name: string): Omit<CellHover, "range"> | undefined {
    const detail = this.#service.getCompletionEntryDetails(
      this.#pathOf(id),
      offset,
      name,
      {},
      undefined,
      {},
      undefined,
    );
    if (detail === undefined) return undefined;
    const { displayParts, documentation, tags } = detail;
    return { code: ts.displayPartsToString(displayParts), documentation: documented(documentation, tags) };
  }

  hover(id: string, offset: number): CellHover | undefined {
    const cell = this.#cells.get(id);
    const info = cell && this.#service.getQuickInfoAtPosition(this.#pathOf(id), offset);
    if (cell === undefined || info === undefined) return undefined;
    const { displayParts, documentation, tags, textSpan } = info;
    return {
      // A variable of another cell is an import for TypeScript, not for the reader.
      code: ts
        .displayPartsToString(displayParts)
        .replace(/^\(alias\) /, "")
        .replace(/\nimport \S+$/, ""),
      documentation: documented(documentation, tags),
      range: rangeIn(cell.source, textSpan),
    };
  }

  signatures(id: string, offset: number): CellSignatures | undefined {
    const items = this.#service.getSignatureHelpItems(this.#pathOf(id), offset, undefined);
    if (items === undefined) return undefined;
    return {
      activeSignature: items.selectedItemIndex,
      activeParameter: items.argumentIndex,
      signatures: items.items.map((item) => {
        const parameters = item.parameters.map(({ displayParts, documentation }) => ({
          label: ts.displayPartsToString(displayParts),
          documentation: ts.displayPartsToString(documentation),
        }));
        const text = (parts: ts.SymbolDisplayPart[]) => ts.displayPartsToString(parts);
        const inside = parameters.map(({ label }) => label).join(text(item.separatorDisplayParts));
        return {
          label: `${text(item.prefixDisplayParts)}${inside}${text(item.suffixDisplayParts)}`,
          documentation: documented(item.documentation, item.tags),
          parameters,
        };
      }),
    };
  }

  definitions(id: string, offset: number): LanguagePlace[] {
    const found = this.#service.getDefinitionAtPosition(this.#pathOf(id), offset) ?? [];
    return found.flatMap((it) => this.#place(it.fileName, it.textSpan) ?? []);
  }

  references(id: string, offset: number): LanguagePlace[] {
    const found = this.#service.getReferencesAtPosition(this.#pathOf(id), offset) ?? [];
    return found.flatMap((it) => this.#place(it.fileName, it.textSpan) ?? []);
  }

  /** The places to change; undefined where there is nothing to rename. */
  rename(id: string, offset: number): LanguagePlace[] | undefined {
    const path = this.#pathOf(id);
    const { canRename } = this.#service.getRenameInfo(path, offset, {});
    if (!canRename) return undefined;
    const found = this.#service.findRenameLocations(path, offset, false, false, {}) ?? [];
    return found.flatMap((it) => this.#place(it.fileName, it.textSpan) ?? []);
  }

  diagnostics(id: string): CellDiagnostic[] {
    const cell = this.#cells.get(id);
    if (cell === undefined) return [];
    const path = this.#pathOf(id);
    const syntactic = this.#service.getSyntacticDiagnostics(path).map((it) => ({ ...it, ...insideOf(cell, it) }));
    return [...syntactic, ...this.#service.getSemanticDiagnostics(path)]
      .filter((diagnostic) => !this.#untrue.has(diagnostic.code) && isTrueOf(cell, diagnostic))
      .map((diagnostic) => toCellDiagnostic(cell, diagnostic));
  }

  dispose(): void {
    this.#service.dispose();
  }

  #host(workspace: string, wfnb: string, node: string | undefined): ts.LanguageServiceHost {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      lib: ["lib.esnext.d.ts"],
      types: node === undefined ? [] : ["node"],
      ...(node === undefined ? {} : { typeRoots: [node] }),
      strict: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      noEmit: true,
      allowJs: true,
      customConditions: ["wfnb-source"],
    };
    const own = (path: string): string | undefined => this.#ambient.get(path) ?? this.#cellAt(path)?.text;
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...this.#ambient.keys(), ...this.#cells.all.map(({ id }) => this.#pathOf(id))],
      getScriptVersion: (path) => String(this.#cellAt(path)?.version ?? modified(path)),
      getScriptSnapshot: (path) => {
        const text = own(path) ?? ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => workspace,
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      fileExists: (path) => own(path) !== undefined || ts.sys.fileExists(path),
      readFile: (path) => own(path) ?? ts.sys.readFile(path),
      readDirectory: (...given) => ts.sys.readDirectory(...given),
      directoryExists: (path) => ts.sys.directoryExists(path),
      getDirectories: (path) => ts.sys.getDirectories(path),
      resolveModuleNameLiterals: (literals, containingFile) =>
        literals.map(({ text }) => {
          if (text === "wfnb") {
            return {
              resolvedModule: { resolvedFileName: wfnb, extension: extensionOf(wfnb), isExternalLibraryImport: false },
            };
          }
          if (this.#cellAt(text) !== undefined) {
            return {
              resolvedModule: { resolvedFileName: text, extension: ts.Extension.Ts, isExternalLibraryImport: false },
            };
          }
          return ts.resolveModuleName(text, containingFile, options, ts.sys);
        }),
    };
  }

  #pathOf(id: string): string {
    return join(this.#folder, `.wfnb-cell-${id}.ts`);
  }

  #cellAt(path: string): VirtualCell | undefined {
    const id = /\.wfnb-cell-([^/\\]*)\.ts$/.exec(path)?.[1];
    return id === undefined ? undefined : this.#cells.get(id);
  }

  /** Undefined for a place in the links between cells, which nobody wrote. */
  #place(path: string, span: ts.TextSpan): LanguagePlace | undefined {
    const cell = this.#cellAt(path);
    if (cell !== undefined) {
      return span.start > cell.source.length ? undefined : { cell: cell.id, range: rangeIn(cell.source, span) };
    }
    if (this.#ambient.has(path)) return undefined;
    const text = ts.sys.readFile(path);
    return text === undefined ? undefined : { file: path, range: rangeIn(text, span) };
  }
}

/** Whether a text is a whole cell, the beginning of one, or wrong whatever follows. */
export function completenessOf(source: string): Completeness {
  const { diagnostics = [] } = ts.transpileModule(source, {
    fileName: "cell.ts",
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  if (diagnostics.length === 0) return "complete";
  const end = source.trimEnd().length;
  // Unterminated templates and comments are told at their start.
  const isOpen = diagnostics.some(({ start = 0, code }) => start >= end || code === 1160 || code === 1010);
  return isOpen ? "incomplete" : "invalid";
}

/** What is missing at the end of a cell is told at its end. */
function insideOf({ source }: VirtualCell, { start = 0, length = 0 }: ts.Diagnostic): ts.TextSpan {
  const from = Math.min(start, source.trimEnd().length);
  return { start: from, length: Math.min(length, source.length - from) };
}

function isTrueOf(cell: VirtualCell, { code, start = 0, length = 0 }: ts.Diagnostic): boolean {
  if (start > cell.source.length) return false;
  return code !== assignsImport || !cell.assignable.has(cell.source.slice(start, start + length));
}

function toCellDiagnostic({ source }: VirtualCell, diagnostic: ts.Diagnostic): CellDiagnostic {
  const { start = 0, length = 0, messageText, code, category } = diagnostic;
  const severity =
    category === ts.DiagnosticCategory.Error
      ? "error"
      : category === ts.DiagnosticCategory.Warning
        ? "warning"
        : "information";
  return {
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    code,
    severity,
    range: rangeIn(source, { start, length }),
  };
}

function documented(documentation: ts.SymbolDisplayPart[] | undefined, tags: ts.JSDocTagInfo[] | undefined): string {
  const told = (tags ?? []).map(({ name, text }) => `*@${name}* ${ts.displayPartsToString(text)}`.trimEnd());
  return [ts.displayPartsToString(documentation), ...told].filter((part) => part !== "").join("\n\n");
}

function rangeIn(text: string, { start, length }: ts.TextSpan): Range {
  return { start: positionAt(text, start), end: positionAt(text, start + length) };
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length - 1, character: before.length - (before.lastIndexOf("\n") + 1) };
}

/** The folder that holds `@types/node` for files in `folder`. */
function nodeTypes(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const types = join(at, "node_modules", "@types");
    if (existsSync(join(types, "node"))) return types;
    if (dirname(at) === at) return undefined;
  }
}

function modified(path: string): number {
  return ts.sys.getModifiedTime?.(path)?.getTime() ?? 0;
}

function extensionOf(path: string): ts.Extension {
  return path.endsWith(".d.ts") ? ts.Extension.Dts : ts.Extension.Ts;
}
