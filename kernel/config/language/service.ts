import type { WorkflowDescription } from "../../model/index.ts";
import type { PositionedDocument } from "../../toml/index.ts";
import { entryAt } from "../../toml/index.ts";
import type { WorkflowFault } from "../chooseWorkflow.ts";
import { TomlDocuments } from "../documents.ts";
import type { MainSource } from "../layers.ts";
import type { ReadFailure, ReadText } from "../reader.ts";
import { relativeUri } from "../relativeUri.ts";
import { type ResolvedConfig, resolveConfig } from "../resolve.ts";
import { fixedText } from "./fixAll.ts";
import type { ParameterUses } from "./parameterUses.ts";
import type { ConfigView, LastExecution, Prediction } from "./view.ts";

/** What a language service needs to know of the world around its documents. Texts that are open in an editor come before files. */
export interface LanguageWorld {
  readonly read: ReadText;
  /** The folder that the files of workflows are relative to. With it one file has one name, however it was reached. */
  readonly root?: string;
  workflows(): readonly WorkflowDescription[];
  /** Files of workflows that do not load. */
  problems?(): readonly WorkflowFault[];
  /** Places in a workflow's code, when its source could be read. */
  uses?(workflow: WorkflowDescription): Promise<ParameterUses | undefined>;
  /** Configurations near a document, as its `includes` would write them. */
  nearbyConfigs?(uri: string): Promise<readonly string[]>;
  lastExecution?(config: ResolvedConfig): LastExecution | undefined;
  prediction?(config: ResolvedConfig): Prediction | undefined;
}

/**
 * Keeps open documents, and gives the view of each that every feature takes: `hoverAt(await service.view(uri), position)`.
 * Nothing that did not change is read or parsed again; an answer for an older text is never given, since a view is of one version.
 */
export class ConfigLanguageService {
  readonly #world: LanguageWorld;
  readonly #open = new Map<string, MainSource>();
  readonly #documents = new TomlDocuments();
  readonly #texts = new Map<string, Promise<string | ReadFailure>>();
  readonly #asked = new Map<string, ReadonlySet<string>>();
  readonly #placed = new WeakMap<readonly WorkflowDescription[], readonly WorkflowDescription[]>();
  #changes = 0;
  readonly #changedAt = new Map<string, number>();
  readonly #views = new Map<string, { readonly source: MainSource; readonly view: Promise<ConfigView> }>();

  constructor(world: LanguageWorld) {
    this.#world = world;
  }

  /** A document was opened or changed. Returns the uris of open documents whose view may change by that, this one first. */
  update(source: MainSource): string[] {
    this.#open.set(source.uri, source);
    this.#views.delete(source.uri);
    return [source.uri, ...this.changed(source.uri)];
  }

  /** A document was closed: from now on its file counts. */
  close(uri: string): string[] {
    this.#open.delete(uri);
    this.#views.delete(uri);
    this.#documents.forget(uri);
    return this.changed(uri);
  }

  /** A file changed, came or went; returns the open documents that were made of it. */
  changed(uri: string): string[] {
    this.#texts.delete(uri);
    this.#changes += 1;
    this.#changedAt.set(uri, this.#changes);
    return this.#dependents(uri);
  }

  /** The workflows changed: every view may. */
  workflowsChanged(): string[] {
    this.#views.clear();
    return [...this.#open.keys()];
  }

  documents(): IterableIterator<string> {
    return this.#open.keys();
  }

  text(uri: string): string | undefined {
    return this.#open.get(uri)?.text;
  }

  /** The view of an open document as it is now. */
  view(uri: string): Promise<ConfigView> {
    const source = this.#open.get(uri);
    if (source === undefined) return Promise.reject(new RangeError(`${uri} is not open.`));
    const known = this.#views.get(uri);
    if (known?.source === source) return known.view;
    const view = this.#look(source);
    this.#views.set(uri, { source, view });
    return view;
  }

  /** The view of a text that need not be open, such as a file to check. */
  viewOf(source: MainSource): Promise<ConfigView> {
    return this.text(source.uri) === source.text ? this.view(source.uri) : this.#look(source);
  }

  /** The document's text with every error mended that has a fix. */
  async fixAll(uri: string): Promise<string> {
    const view = await this.view(uri);
    const source = this.#open.get(uri)!;
    return fixedText(view, (text) => this.#look({ ...source, text }));
  }

  /** Looks until nothing that was read has changed in the meantime. */
  async #look(source: MainSource): Promise<ConfigView> {
    const before = this.#changes;
    const view = await this.#lookOnce(source);
    const isStale = [...view.config.asked].some((uri) => (this.#changedAt.get(uri) ?? 0) > before);
    return isStale ? this.#look(source) : view;
  }

  async #lookOnce(source: MainSource): Promise<ConfigView> {
    const workflows = this.#workflows();
    const config = await resolveConfig({
      main: { ...source, kind: kindOf(source) },
      workflows,
      problems: this.#world.problems?.() ?? [],
      read: (uri) => this.#read(uri),
      documents: this.#documents,
    });
    this.#asked.set(source.uri, config.asked);
    const document = config.layers.find(({ role }) => role === "main")!.document;
    const uses = config.workflow && (await this.#world.uses?.(config.workflow));
    const nearbyConfigs = (await this.#world.nearbyConfigs?.(source.uri)) ?? [];
    return {
      uri: source.uri,
      document,
      config,
      workflows,
      uses,
      nearbyConfigs,
      lastExecution: this.#world.lastExecution?.(config),
      prediction: this.#world.prediction?.(config),
    };
  }

  #workflows(): readonly WorkflowDescription[] {
    const workflows = this.#world.workflows();
    const { root } = this.#world;
    if (root === undefined) return workflows;
    let placed = this.#placed.get(workflows);
    if (placed === undefined) {
      placed = workflows.map((workflow) => ({ ...workflow, file: relativeUri(`${root}/x`, workflow.file) }));
      this.#placed.set(workflows, placed);
    }
    return placed;
  }

  #read(uri: string): Promise<string | ReadFailure> {
    const open = this.#open.get(uri);
    if (open !== undefined) return Promise.resolve(open.text);
    let text = this.#texts.get(uri);
    if (text === undefined) {
      text = this.#world.read(uri);
      this.#texts.set(uri, text);
    }
    return text;
  }

  #dependents(uri: string): string[] {
    const dependents = [...this.#open.keys()].filter((each) => each !== uri && this.#asked.get(each)?.has(uri));
    for (const each of dependents) this.#views.delete(each);
    return dependents;
  }
}

/** `testbed.toml`, and files without `[workflow]`, are parts of other configurations; a cell never is. */
function kindOf({ uri, text, kind = "file" }: MainSource): NonNullable<MainSource["kind"]> {
  if (kind !== "file") return kind;
  const isPart = isTestbed(uri) || (text.trim() !== "" && !workflowHeader.test(text));
  return isPart ? "fragment" : "file";
}

/** Whether a file is `testbed.toml`, which names no workflow: it is for all that are beside it. */
export function isTestbed(uri: string): boolean {
  return /(^|[\\/])testbed\.toml$/.test(uri);
}

const workflowHeader = /^\s*\[\s*workflow\b/m;

/** Whether a TOML text is a workflow configuration: it has a table `[workflow]`. Others are nobody's business here. */
export function isWorkflowConfig(document: PositionedDocument): boolean {
  return entryAt(document.root, ["workflow"])?.value.kind === "table" || workflowHeader.test(document.text);
}
