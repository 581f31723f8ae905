import type { WorkflowDescription } from "../model/index.ts";
import type { Location, RelatedPlace } from "../text/index.ts";
import { entryAt, type PositionedDocument, type TomlNode } from "../toml/index.ts";
import type { ConfigDiagnostic } from "./code.ts";
import { TomlDocuments } from "./documents.ts";
import type { ReadFailure, ReadText } from "./reader.ts";
import { folderOf, relativeUri, withTomlExtension } from "./relativeUri.ts";

/** One document of a configuration. */
export interface Layer {
  readonly uri: string;
  readonly role: "include" | "base" | "testbed" | "main";
  readonly document: PositionedDocument;
  /** Where another document of the configuration asks for it. */
  readonly askedAt?: Location;
}

/** The text that was asked for. */
export interface MainSource {
  readonly uri: string;
  readonly text: string;
  /**
   * A cell counts as an override: it stands above `testbed.toml`, a file below. A fragment is made for other configurations
   * to include, or is `testbed.toml` itself: it names no workflow and is judged by what any workflow declares. Default "file".
   */
  readonly kind?: "file" | "cell" | "fragment";
}

export interface LoadedLayers {
  /** Weakest first. */
  readonly layers: readonly Layer[];
  readonly main: Layer;
  readonly kind: "file" | "cell" | "fragment";
  readonly diagnostics: readonly ConfigDiagnostic[];
  /** Every uri that was asked for, found or not: a change of one of them asks for loading again. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Reads everything that a configuration is made of, weakest first:
 * includes of the base, base (`[workflow] config`), includes, main file, `testbed.toml` beside it; a cell comes after `testbed.toml`.
 */
export async function loadLayers(
  source: MainSource,
  read: ReadText,
  workflows: readonly WorkflowDescription[] = [],
  documents: TomlDocuments = new TomlDocuments(),
): Promise<LoadedLayers> {
  const loader = new Loader(read, documents);
  const main: Layer = { uri: source.uri, role: "main", document: documents.parse(source.uri, source.text) };
  const base = await loader.base(main, workflows);
  const included = await loader.includesOf(main, [main.uri]);
  const { kind = "file" } = source;
  const testbed = kind === "fragment" ? [] : await loader.testbed(base.at(-1)?.uri ?? main.uri, main.uri);
  const layers = kind === "cell" ? [...base, ...included, ...testbed, main] : [...base, ...included, main, ...testbed];
  return { layers, main, kind, diagnostics: loader.diagnostics, asked: loader.asked };
}

class Loader {
  readonly diagnostics: ConfigDiagnostic[] = [];
  readonly asked = new Set<string>();
  readonly #read: ReadText;
  readonly #documents: TomlDocuments;

  constructor(read: ReadText, documents: TomlDocuments) {
    this.#read = read;
    this.#documents = documents;
  }

  /** The file that `[workflow] config` names, after its own includes. */
  async base(main: Layer, workflows: readonly WorkflowDescription[]): Promise<Layer[]> {
    const named = entryAt(main.document.root, ["workflow", "config"])?.value;
    if (named?.kind !== "string" || named.value === "") return [];
    const name = withTomlExtension(named.value);
    const workflowName = entryAt(main.document.root, ["workflow", "name"])?.value;
    const besideWorkflow = workflows
      .filter((workflow) => workflowName?.kind === "string" && workflow.name === workflowName.value)
      .map(({ file }) => file);
    const places = [...new Set([main.uri, ...besideWorkflow].map((from) => relativeUri(from, name)))];
    if (places.includes(main.uri)) {
      this.#report(main.uri, named, "include-cycle", { path: named.value, chain: [main.uri, main.uri] });
      return [];
    }
    for (const uri of places) {
      const text = await this.#text(uri);
      if (typeof text === "string") {
        const askedAt = { uri: main.uri, range: named.range };
        const layer: Layer = { uri, role: "base", document: this.#documents.parse(uri, text), askedAt };
        return [...(await this.includesOf(layer, [main.uri, uri])), layer];
      }
      if (text.failure !== "not-found") {
        this.#report(main.uri, named, "include-failed", { path: named.value, uri, ...text });
        return [];
      }
    }
    this.#report(main.uri, named, "config-not-found", { config: named.value, places });
    return [];
  }

  /** The includes of a document, each after its own; `chain` leads from the main document to this one. */
  async includesOf(layer: Layer, chain: readonly string[]): Promise<Layer[]> {
    const includes = entryAt(layer.document.root, ["workflow", "includes"])?.value;
    if (includes?.kind !== "array") return [];
    const layers: Layer[] = [];
    for (const node of includes.elements) {
      if (node.kind !== "string" || node.value === "") continue;
      const uri = relativeUri(layer.uri, node.value);
      if (chain.includes(uri)) {
        this.#report(layer.uri, node, "include-cycle", { path: node.value, chain: [...chain, uri] });
        continue;
      }
      const text = await this.#text(uri);
      if (typeof text !== "string") {
        this.#report(layer.uri, node, "include-failed", { path: node.value, uri, ...text });
        continue;
      }
      const askedAt = { uri: layer.uri, range: node.range };
      const included: Layer = { uri, role: "include", document: this.#documents.parse(uri, text), askedAt };
      layers.push(...(await this.includesOf(included, [...chain, uri])), included);
    }
    return layers;
  }

  /** `testbed.toml` beside a document, unless that is the document itself. Nobody asked for it by name, so its absence is no news. */
  async testbed(beside: string, main: string): Promise<Layer[]> {
    const uri = relativeUri(folderOf(beside) === "" ? "x" : beside, "testbed.toml");
    if (uri === main) return [];
    const text = await this.#text(uri);
    if (typeof text !== "string") return [];
    return [{ uri, role: "testbed", document: this.#documents.parse(uri, text) }];
  }

  async #text(uri: string): Promise<string | ReadFailure> {
    this.asked.add(uri);
    try {
      return await this.#read(uri);
    } catch (error) {
      return { failure: "unreadable", message: String(error) };
    }
  }

  #report(
    uri: string,
    node: TomlNode,
    code: ConfigDiagnostic["code"],
    data: Record<string, unknown>,
    related: readonly RelatedPlace[] = [],
  ): void {
    this.diagnostics.push({ uri, code, severity: "error", range: node.range, data, related });
  }
}
