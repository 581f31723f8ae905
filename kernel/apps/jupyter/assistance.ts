import { ConfigLanguageService, completionsAt, hoverAt, type ReadText } from "../../config/index.ts";
import type { JsonObject, WorkflowDescription } from "../../model/index.ts";
import type { CellCompletion } from "../../notebook/language/protocol.ts";
import type { NotebookSession } from "../../notebook/session.ts";
import { Lines } from "../../text/index.ts";
import { languageCell } from "./cellLanguage.ts";

export interface AssistancePorts {
  readonly session: NotebookSession;
  readonly notebook: string;
  readonly read: ReadText;
}

/** What Jupyter clients ask while one types: completions, documentation, whether a cell is whole. */
export class Assistance {
  readonly #ports: AssistancePorts;

  constructor(ports: AssistancePorts) {
    this.#ports = ports;
  }

  /** Answers a `complete_request`. */
  async complete(text: string, cursor: number): Promise<JsonObject> {
    const { language, source } = languageCell(text);
    const shift = text.length - source.length;
    const at = offsetOf(text, cursor) - shift;
    const { matches, start, end } = isInLanguageLine(at)
      ? { matches: [], start: at, end: at }
      : language === "toml"
        ? await this.#tomlMatches(source, at)
        : await this.#typescriptMatches(source, at);
    return {
      status: "ok",
      matches,
      cursor_start: codePoints(text, start + shift),
      cursor_end: codePoints(text, end + shift),
      metadata: {},
    };
  }

  /** Answers an `inspect_request`. */
  async inspect(text: string, cursor: number): Promise<JsonObject> {
    const { language, source } = languageCell(text);
    const at = offsetOf(text, cursor) - (text.length - source.length);
    const told = isInLanguageLine(at)
      ? undefined
      : language === "toml"
        ? await this.#tomlHover(source, at)
        : await this.#typescriptHover(source, at);
    if (told === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
    return { status: "ok", found: true, data: { "text/plain": told, "text/markdown": told }, metadata: {} };
  }

  /** Answers an `is_complete_request`: a terminal asks it at each new line. */
  async isComplete(text: string): Promise<JsonObject> {
    const { language, source } = languageCell(text);
    if (language === "toml") {
      // A table may always go on: an empty line ends it.
      return /\n\s*$/.test(source) ? { status: "complete" } : { status: "incomplete", indent: "" };
    }
    const status = await this.#ports.session.isComplete(source).catch(() => "unknown");
    return status === "incomplete" ? { status, indent: "" } : { status };
  }

  async #tomlMatches(source: string, at: number): Promise<Matches> {
    const view = await this.#view(source);
    const lines = new Lines(source);
    const items = completionsAt(view, lines.positionAt(at));
    const start = items[0] === undefined ? at : lines.offsetAt(items[0].edit.range.start);
    const typed = source.slice(start, at);
    const matches = items
      .filter(({ edit }) => lines.offsetAt(edit.range.start) === start && edit.newText.startsWith(typed))
      .map(({ edit }) => edit.newText);
    return { matches, start, end: at };
  }

  async #typescriptMatches(source: string, at: number): Promise<Matches> {
    const word = /[\p{L}\p{N}_$]*$/u.exec(source.slice(0, at))![0];
    const items = await this.#ports.session.complete(source, at).catch((): CellCompletion[] => []);
    const names = items.filter(({ name }) => name.startsWith(word)).sort(bySortText);
    return { matches: [...new Set(names.map(({ name }) => name))], start: at - word.length, end: at };
  }

  async #tomlHover(source: string, at: number): Promise<string | undefined> {
    return hoverAt(await this.#view(source), new Lines(source).positionAt(at))?.markdown;
  }

  async #typescriptHover(source: string, at: number): Promise<string | undefined> {
    // Clients ask with the cursor behind the word as well.
    for (const offset of [at, at - 1]) {
      const hover = await this.#ports.session.inspect(source, Math.max(0, offset)).catch(() => undefined);
      if (hover !== undefined) return [hover.code, hover.documentation].filter((part) => part !== "").join("\n\n");
    }
    return undefined;
  }

  async #view(source: string) {
    const { workflows } = await this.#ports.session.workflows();
    return viewOf(source, workflows, this.#ports);
  }
}

/** The line that says the language is none of what stands in it. */
function isInLanguageLine(offset: number): boolean {
  return offset < 0;
}

interface Matches {
  readonly matches: readonly string[];
  readonly start: number;
  readonly end: number;
}

function viewOf(text: string, workflows: readonly WorkflowDescription[], { notebook, read }: AssistancePorts) {
  const service = new ConfigLanguageService({ read, workflows: () => workflows });
  return service.viewOf({ uri: notebook, text, kind: "cell" });
}

function bySortText(a: CellCompletion, b: CellCompletion): number {
  if (a.sortText !== b.sortText) return a.sortText < b.sortText ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

/** Jupyter counts code points, JavaScript UTF-16 units. */
function offsetOf(text: string, cursor: number): number {
  return Array.from(text).slice(0, cursor).join("").length;
}

function codePoints(text: string, offset: number): number {
  return Array.from(text.slice(0, offset)).length;
}
