import { parse, type TooltipHandler, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import {
  pickedParameter,
  type StateRow,
  shownParameter,
  type TimelinePicture,
  type TimelineRows,
  type TimelineTheme,
} from "../../kernel/timeline/index.ts";
import { createTooltip } from "./tooltip.ts";

/** Compiled selection: the drawn seconds, or null while everything is shown. */
const shownSignal = `${shownParameter}_start`;

/** The seconds picked for their figures, or null. */
const pickedSignal = `${pickedParameter}_start`;

export type Seconds = readonly [from: number, to: number];

export interface DrawingEvents {
  /** Other seconds are shown or picked. */
  readonly windowChanged: () => void;
  /** A bar was clicked. */
  readonly clicked: (bar: StateRow) => void;
}

/** A click that moved further than this was a drag. */
const clickPixels = 4;

/**
 * One picture of simulated time as SVG, in any page: it knows neither notebooks nor the editor. While only figures change, the view that is there gets new data; a new lane, state, theme or height
 * needs a new view, which takes the old one's place when it is ready, so that nothing flickers.
 */
export class TimelineDrawing {
  /** Tests and styles find it by its class. */
  readonly element: HTMLElement;
  #view: View | undefined;
  #host: HTMLElement | undefined;
  #shape = "";
  #picture: TimelinePicture | undefined;
  #theme: TimelineTheme | undefined;
  #width = 0;
  #labelsPending = false;
  /** One change after the other: Vega's runs must not overlap. */
  #queue: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;
  #disposed = false;

  #tooltip: TooltipHandler;
  #events: DrawingEvents;
  #chosen: StateRow | undefined;
  #bars: readonly StateRow[] = [];

  constructor(document: Document, events: DrawingEvents) {
    this.#events = events;
    this.element = document.createElement("div");
    this.element.className = "wfnb-timeline";
    this.#tooltip = createTooltip(this.element);
  }

  /** Draws what is given; resolves when it is on the page. */
  show(picture: TimelinePicture, theme: TimelineTheme): Promise<void> {
    this.#picture = picture;
    this.#theme = theme;
    // What waits will draw the newest.
    this.#waiting ??= this.#next(() => {
      this.#waiting = undefined;
      return this.#draw();
    });
    return this.#waiting;
  }

  /** The seconds that are drawn, when these are not all. */
  get shown(): Seconds | undefined {
    return this.#seconds(shownSignal);
  }

  /** The seconds that the user has picked for their figures. */
  get picked(): Seconds | undefined {
    return this.#seconds(pickedSignal);
  }

  /** Every bar of the drawing, lane by lane. */
  get bars(): readonly StateRow[] {
    return this.#bars;
  }

  get chosen(): StateRow | undefined {
    return this.#chosen;
  }

  /** Draws a line around one bar, or around none. */
  choose(bar: StateRow | undefined): Promise<void> {
    this.#chosen = bar;
    return this.#next(async () => {
      await this.#view?.data("chosen", this.#chosenRows()).runAsync();
    });
  }

  /** Forgets the seconds that were picked. */
  unpick(): Promise<void> {
    return this.#next(async () => {
      // As Vega-Lite itself clears an interval.
      await this.#view?.signal(`${pickedParameter}_x`, [0, 0]).runAsync();
    });
  }

  /** Draws only these seconds; undefined: all. */
  zoom(seconds: Seconds | undefined): Promise<void> {
    return this.#next(async () => {
      await this.#view?.signal(shownSignal, seconds ?? null).runAsync();
    });
  }

  /** The drawing as a file's content: SVG text, or a PNG at twice its size as a data URL. */
  async image(kind: "svg" | "png"): Promise<string> {
    const view = this.#view;
    if (view === undefined) throw new Error("There is nothing drawn yet.");
    const before = view.background();
    // In a file there is no page behind it.
    view.background(this.#theme!.paper);
    const image = kind === "svg" ? await view.toSVG() : await view.toImageURL("png", 2);
    view.background(before);
    await view.runAsync();
    return image;
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
    const [picture, theme] = [this.#picture!, this.#theme!];
    const width = this.#availableWidth();
    const shape = picture.shape(theme, width);
    if (this.#view !== undefined && shape === this.#shape && width === this.#width) {
      await this.#replaceData(this.#view, picture, theme);
      return;
    }
    if (width === 0) return;
    const shown = this.shown;
    const host = this.element.ownerDocument.createElement("div");
    host.className = "wfnb-view";
    const described = picture.spec({ theme, width });
    this.#bars = (described.datasets as unknown as TimelineRows).states;
    const spec = compile(described as unknown as TopLevelSpec).spec;
    // The rectangle that picks a window says nothing by itself: its figures are told below the drawing.
    for (const mark of spec.marks ?? []) {
      if (mark.name?.startsWith(`${pickedParameter}_brush`)) mark.aria = false;
      // Their group is told as a picture, also where there are none.
      else if (mark.type === "symbol" && mark.aria !== false) mark.description = "messages and marks";
    }
    // The page forbids code made from strings: `ast` and the interpreter do without.
    const view = new View(parse(spec, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      tooltip: this.#tooltip,
    });
    if (shown !== undefined) view.signal(shownSignal, shown);
    view.data("chosen", this.#chosenRows());
    this.#listenForClicks(view);
    host.style.visibility = "hidden";
    host.style.position = "absolute";
    this.element.append(host);
    await view.initialize(host).hover().runAsync();
    const [before, hostBefore] = [this.#view, this.#host];
    host.style.visibility = "";
    host.style.position = "";
    hostBefore?.remove();
    before?.finalize();
    this.#host = host;
    this.#view = view;
    this.#shape = shape;
    this.#width = width;
    view.addSignalListener(shownSignal, () => {
      this.#labelsLater();
      this.#events.windowChanged();
    });
    view.addSignalListener(pickedSignal, () => this.#events.windowChanged());
    if (shown !== undefined) await this.#placeLabels();
  }

  async #replaceData(view: View, picture: TimelinePicture, theme: TimelineTheme): Promise<void> {
    const rows = { ...picture.data(theme, this.#width, this.shown), chosen: this.#chosenRows() };
    this.#bars = rows.states;
    for (const [name, values] of Object.entries<readonly unknown[]>({ ...rows })) view.data(name, [...values]);
    await view.runAsync();
  }

  /** Zoomed in, there is room for other labels. */
  async #placeLabels(): Promise<void> {
    const view = this.#view;
    if (view === undefined) return;
    const rows = this.#picture!.data(this.#theme!, this.#width, this.shown);
    await view
      .data("moments", [...rows.moments])
      .data("states", [...rows.states])
      .runAsync();
  }

  /** The bar as it is now: a state that still holds grows. */
  #chosenRows(): StateRow[] {
    const chosen = this.#chosen;
    if (chosen === undefined) return [];
    const same = ({ y, start, key }: StateRow) => y === chosen.y && start === chosen.start && key === chosen.key;
    return [this.#bars.find(same) ?? chosen];
  }

  #listenForClicks(view: View): void {
    let down: { readonly x: number; readonly y: number } | undefined;
    view.addEventListener("pointerdown", (event) => {
      const { clientX, clientY, shiftKey } = event as PointerEvent;
      down = shiftKey ? undefined : { x: clientX, y: clientY };
    });
    view.addEventListener("click", (event, item) => {
      const { clientX, clientY } = event as MouseEvent;
      if (down === undefined || Math.hypot(clientX - down.x, clientY - down.y) > clickPixels) return;
      const row = (item as { readonly datum?: Partial<StateRow> } | null | undefined)?.datum;
      if (row?.say !== undefined && row.start !== undefined && row.end !== undefined)
        this.#events.clicked(row as StateRow);
    });
  }

  #labelsLater(): void {
    if (this.#labelsPending) return;
    this.#labelsPending = true;
    requestAnimationFrame(() => {
      this.#labelsPending = false;
      void this.#next(() => this.#placeLabels());
    });
  }

  #seconds(signal: string): Seconds | undefined {
    const seconds: unknown = this.#view?.signal(signal);
    return Array.isArray(seconds) && seconds.length === 2 ? (seconds as unknown as Seconds) : undefined;
  }

  #availableWidth(): number {
    return Math.floor(this.element.clientWidth);
  }
}
