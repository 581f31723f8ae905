import * as l10n from "@vscode/l10n";
import { parse, type Spec, type TooltipHandler, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { closedLoader } from "../../kernel/display/closedLoader.ts";
import { type ChartLanguage, chartConfig, themedChart } from "../../kernel/display/themedChart.ts";
import type { JsonObject } from "../../kernel/model/index.ts";
import { shortened } from "../../kernel/views/index.ts";
import { editorTheme, onThemeChange } from "./theme.ts";
import { createTooltip } from "./tooltip.ts";

/**
 * A chart that a cell displays, in the editor's colours. Its specification may be anybody's: expressions are interpreted, so that nothing
 * in it becomes code, and nothing is loaded, neither files nor addresses.
 */
export class ChartView {
  readonly root: HTMLElement;
  readonly #host: HTMLElement;
  readonly #note: HTMLElement;
  readonly #tooltip: TooltipHandler;
  readonly #unsubscribe: () => void;
  #given: { readonly spec: JsonObject; readonly language: ChartLanguage } | undefined;
  #view: View | undefined;
  /** One drawing after the other. */
  #drawing: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(document: Document) {
    this.root = document.createElement("section");
    this.root.className = "wfnb-chart";
    this.root.setAttribute("aria-label", l10n.t("Chart"));
    this.#host = document.createElement("div");
    this.#note = document.createElement("p");
    this.#note.className = "wfnb-note";
    this.root.append(this.#host, this.#note);
    this.#tooltip = createTooltip(this.root);
    this.#unsubscribe = onThemeChange(document.body, () => void this.#drawNext());
  }

  /** Draws the chart; a specification that cannot be drawn is told in a sentence. */
  show(spec: JsonObject, language: ChartLanguage): Promise<void> {
    this.#given = { spec, language };
    return this.#drawNext();
  }

  dispose(): void {
    this.#disposed = true;
    this.#unsubscribe();
    this.#view?.finalize();
  }

  #drawNext(): Promise<void> {
    this.#drawing = this.#drawing.then(() => this.#draw()).catch((error: unknown) => this.#tell(error));
    return this.#drawing;
  }

  async #draw(): Promise<void> {
    if (this.#given === undefined || this.#disposed) return;
    const { foreground, track, font } = editorTheme(this.root.ownerDocument.body);
    const colours = { ink: foreground, line: track, font };
    // Vega writes into what it is given.
    const spec = structuredClone(this.#given.spec);
    const compiled =
      this.#given.language === "vega-lite"
        ? compile(themedChart(spec, colours) as unknown as TopLevelSpec).spec
        : ({
            background: "transparent",
            ...spec,
            config: chartConfig(colours, spec.config, "vega"),
          } as unknown as Spec);
    // A view begins to load when it is made.
    this.#note.textContent = "";
    const view = new View(parse(compiled, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      tooltip: this.#tooltip,
      loader: closedLoader((address) => this.#refuse(address)),
    });
    this.#view?.finalize();
    this.#view = view;
    this.#host.replaceChildren();
    await view.initialize(this.#host).hover().runAsync();
  }

  #tell(error: unknown): void {
    this.#host.replaceChildren();
    this.#note.textContent = l10n.t(
      "This chart cannot be drawn: {0}",
      error instanceof Error ? error.message : String(error),
    );
  }

  /** Vega goes on without what is not loaded, and nobody would know why something is missing. */
  #refuse(address: string): Promise<never> {
    const told = l10n.t("{0} is not loaded: a chart shows only what it holds itself.", shortened(address, 200));
    this.#note.textContent = told;
    return Promise.reject(new Error(told));
  }
}
