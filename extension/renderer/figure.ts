import * as l10n from "@vscode/l10n";
import type { StateRow, TimelinePicture } from "../../kernel/timeline/index.ts";
import { type ChoosingStep, choosingKeys, nextBar } from "./choosing.ts";
import { type Seconds, TimelineDrawing } from "./drawing.ts";
import { type NavigationStep, navigate, navigationKeys } from "./navigation.ts";
import { saveFile, svgUrl } from "./saveFile.ts";
import { editorTheme, onThemeChange } from "./theme.ts";

export interface FigureEvents {
  /** Other seconds are shown or picked. At most once per frame. */
  readonly windowChanged?: () => void;
  /** A bar was clicked, or entered by keyboard: whoever listens may show what stands behind it. Its times are simulated seconds. */
  readonly opened?: (bar: StateRow) => void;
  /** Something could not be drawn or saved: a sentence for the user. */
  readonly failed: (sentence: string) => void;
  /** Keeps a picture of the drawing: SVG text, or a PNG as a data URL. Default: as a download, which pages outside notebooks may not do. */
  readonly save?: (name: string, kind: "svg" | "png", content: string) => void;
}

/**
 * A drawing that one can use: it takes the focus and the keys, follows width and theme of its page, and tells the figures of
 * the seconds that are shown or picked. For any page of the editor that has its style (`style.ts`); it asks nobody for anything.
 */
export class TimelineFigure {
  readonly root: HTMLElement;
  readonly #document: Document;
  readonly #events: FigureEvents;
  readonly #frame: HTMLElement;
  readonly #window: HTMLElement;
  readonly #drawing: TimelineDrawing;
  readonly #stop: (() => void)[];
  #picture: TimelinePicture | undefined;
  #windowPending = false;
  #changed = false;

  constructor(document: Document, events: FigureEvents) {
    this.#document = document;
    this.#events = events;
    this.#drawing = new TimelineDrawing(document, {
      windowChanged: () => {
        this.#tellWindowLater();
        this.#changed = true;
      },
      clicked: (bar) => {
        this.#choose(bar);
        this.#events.opened?.(bar);
      },
    });
    this.#frame = document.createElement("div");
    this.#frame.className = "wfnb-figure";
    this.#frame.tabIndex = 0;
    this.#frame.setAttribute("role", "group");
    this.#frame.setAttribute("aria-roledescription", l10n.t("timeline"));
    this.#frame.setAttribute(
      "aria-keyshortcuts",
      "+ - ArrowLeft ArrowRight Home End 0 N P ArrowUp ArrowDown Enter Escape",
    );
    this.#frame.addEventListener("keydown", (event) => this.#keyDown(event));
    this.#frame.append(this.#drawing.element);
    this.#window = document.createElement("div");
    this.#window.className = "wfnb-window";
    this.#window.setAttribute("role", "status");
    this.#window.hidden = true;
    this.root = document.createElement("div");
    this.root.append(this.#frame, this.#window);

    const resized = new ResizeObserver(() => this.#redraw());
    resized.observe(this.#drawing.element);
    this.#stop = [() => resized.disconnect(), onThemeChange(document.body, () => this.#redraw())];
  }

  /** From now on it takes the keys. */
  focus(): void {
    this.#frame.focus();
  }

  show(picture: TimelinePicture): void {
    this.#picture = picture;
    this.#tellWindowLater();
    this.#redraw();
  }

  /** The seconds that are drawn, when these are not all. */
  get shown(): Seconds | undefined {
    return this.#drawing.shown;
  }

  /** The seconds that the user has picked for their figures. */
  get picked(): Seconds | undefined {
    return this.#drawing.picked;
  }

  /** The bar that has a line around it. */
  get chosen(): StateRow | undefined {
    return this.#drawing.chosen;
  }

  /** As a click on the bar does. */
  open(bar: StateRow): void {
    this.#events.opened?.(bar);
  }

  navigate(step: NavigationStep): void {
    if (this.#picture === undefined) return;
    void this.#drawing.zoom(navigate(this.#picture.whole, this.#drawing.shown, step));
  }

  /** Hands the drawing to the user as a file. `name`: without the ending; characters that files cannot have are replaced. */
  save(name: string, kind: "svg" | "png"): void {
    const file = `${name.replace(/[^\w.-]+/g, "_").slice(0, 100)}.${kind}`;
    this.#drawing
      .image(kind)
      .then((image) => {
        if (this.#events.save !== undefined) this.#events.save(name, kind, image);
        else saveFile(this.#document, file, kind === "svg" ? svgUrl(image) : image);
      })
      .catch((error: unknown) => this.#events.failed(l10n.t("The picture cannot be saved: {0}", String(error))));
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    this.#drawing.dispose();
    this.root.remove();
  }

  #redraw(): void {
    if (this.#picture === undefined) return;
    this.#frame.setAttribute("aria-label", this.#picture.description);
    this.#drawing
      .show(this.#picture, editorTheme(this.#document.body))
      .catch((error: unknown) => this.#events.failed(l10n.t("The timeline cannot be drawn: {0}", String(error))));
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.target !== this.#frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = navigationKeys[event.key];
    const choosing = choosingKeys[event.key];
    const { chosen } = this.#drawing;
    if (event.key === "Enter" && chosen !== undefined) this.#events.opened?.(chosen);
    else if (event.key === "Escape" && chosen !== undefined) this.#choose(undefined);
    else if (event.key === "Escape" && this.picked !== undefined) void this.#drawing.unpick();
    else if (step !== undefined) this.navigate(step);
    else if (choosing !== undefined) this.#step(choosing);
    else return;
    // The notebook would take the keys for itself.
    event.preventDefault();
    event.stopPropagation();
  }

  #step(step: ChoosingStep): void {
    if (this.#picture === undefined) return;
    const shown = this.shown ?? this.#picture.whole;
    const bar = nextBar(this.#drawing.bars, this.#drawing.chosen, step, shown);
    if (bar === undefined) return;
    this.#choose(bar);
    const width = shown[1] - shown[0];
    if (bar.end < shown[0] || bar.start > shown[1]) {
      const from = Math.min(Math.max(bar.start - width / 4, this.#picture.whole[0]), this.#picture.whole[1] - width);
      void this.#drawing.zoom([from, from + width]);
    }
  }

  #choose(bar: StateRow | undefined): void {
    void this.#drawing.choose(bar);
    this.#tellWindowLater();
  }

  /** Once per frame, however fast the pointer is. */
  #tellWindowLater(): void {
    if (this.#windowPending) return;
    this.#windowPending = true;
    requestAnimationFrame(() => {
      this.#windowPending = false;
      const { chosen } = this.#drawing;
      const seconds = chosen === undefined ? (this.picked ?? this.shown) : ([chosen.start, chosen.end] as const);
      this.#window.hidden = seconds === undefined || this.#picture === undefined;
      if (seconds !== undefined && this.#picture !== undefined) {
        const said = chosen === undefined ? "" : `${chosen.say}\n`;
        this.#window.textContent = said + this.#picture.figures(seconds[0], seconds[1]);
      }
      // New figures of the same window are no reason to ask for it once more.
      if (this.#changed) this.#events.windowChanged?.();
      this.#changed = false;
    });
  }
}
