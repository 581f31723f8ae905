import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import {
  shownParameter,
  type Timeline,
  type TimelineTheme,
  timelineData,
  timelineShape,
  timelineSpec,
} from "../../kernel/timeline/index.ts";
import { createTooltip } from "./tooltip.ts";

/** Compiled selection: the drawn seconds, or null while everything is shown. */
const shownSignal = `${shownParameter}_start`;

/**
 * One timeline as SVG. While only figures change, the view that is there gets new data; a new lane, state, theme or height
 * needs a new view, which takes the old one's place when it is ready, so that nothing flickers.
 */
export class TimelineDrawing {
  /** Tests and styles find it by its class. */
  readonly element: HTMLElement;
  #view: View | undefined;
  #shape = "";
  #timeline: Timeline | undefined;
  #theme: TimelineTheme | undefined;
  #width = 0;
  #labelsPending = false;
  /** One change after the other: Vega's runs must not overlap. */
  #queue: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #disposed = false;

  constructor(document: Document) {
    this.element = document.createElement("div");
    this.element.className = "wfnb-timeline";
  }

  /** Draws what is given; resolves when it is on the page. */
  show(timeline: Timeline, theme: TimelineTheme): Promise<void> {
    this.#timeline = timeline;
    this.#theme = theme;
    // What waits will draw the newest.
    this.#waiting ??= this.#next(() => {
      this.#waiting = undefined;
      return this.#draw();
    });
    return this.#waiting;
  }

  /** The seconds that are drawn now. */
  get shown(): readonly [from: number, to: number] | undefined {
    const domain = (this.#view?.scale("x") as { domain(): number[] } | undefined)?.domain();
    return domain === undefined ? undefined : [domain[0]!, domain[1]!];
  }

  /** Draws only these seconds; null: all. */
  zoom(window: readonly [from: number, to: number] | null): Promise<void> {
    return this.#next(async () => {
      await this.#view?.signal(shownSignal, window).runAsync();
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#view?.finalize();
    this.#view = undefined;
  }

  #next(change: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(() => (this.#disposed ? undefined : change()));
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #draw(): Promise<void> {
    const [timeline, theme] = [this.#timeline!, this.#theme!];
    const width = this.#availableWidth();
    const shape = timelineShape(timeline, theme, width);
    if (this.#view !== undefined && shape === this.#shape && width === this.#width) {
      await this.#replaceData(this.#view, timeline, theme);
      return;
    }
    if (width === 0) return;
    const shown = this.shownIfZoomed;
    const host = this.element.ownerDocument.createElement("div");
    host.className = "wfnb-view";
    const spec = compile(timelineSpec(timeline, { theme, width }) as unknown as TopLevelSpec).spec;
    // The page forbids code made from strings: `ast` and the interpreter do without.
    const view = new View(parse(spec, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      tooltip: createTooltip(host),
    });
    if (shown !== undefined) view.signal(shownSignal, shown);
    host.style.visibility = "hidden";
    host.style.position = "absolute";
    this.element.append(host);
    await view.initialize(host).hover().runAsync();
    const before = this.#view;
    host.style.visibility = "";
    host.style.position = "";
    this.element.replaceChildren(host);
    before?.finalize();
    this.#view = view;
    this.#shape = shape;
    this.#width = width;
    view.addSignalListener(shownSignal, () => this.#labelsLater());
    if (shown !== undefined) await this.#placeLabels();
  }

  async #replaceData(view: View, timeline: Timeline, theme: TimelineTheme): Promise<void> {
    const rows = timelineData(timeline, theme, this.#width, this.shownIfZoomed);
    for (const [name, values] of Object.entries<readonly unknown[]>({ ...rows })) view.data(name, [...values]);
    await view.runAsync();
  }

  /** Zoomed in, there is room for other labels. */
  async #placeLabels(): Promise<void> {
    const rows = timelineData(this.#timeline!, this.#theme!, this.#width, this.shownIfZoomed);
    await this.#view?.data("moments", [...rows.moments]).runAsync();
  }

  #labelsLater(): void {
    if (this.#labelsPending) return;
    this.#labelsPending = true;
    requestAnimationFrame(() => {
      this.#labelsPending = false;
      void this.#next(() => this.#placeLabels());
    });
  }

  get shownIfZoomed(): readonly [from: number, to: number] | undefined {
    const shown: unknown = this.#view?.signal(shownSignal);
    return Array.isArray(shown) ? (shown as [number, number]) : undefined;
  }

  #availableWidth(): number {
    return Math.floor(this.element.clientWidth);
  }
}
