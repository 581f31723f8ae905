import * as l10n from "@vscode/l10n";
import type { TimelineFigure } from "../renderer/figure.ts";
import { button, make } from "./make.ts";

/** A figure under its title, with what zooms and saves it; hidden until there is something to draw. */
export function timelineSection(title: string, figure: TimelineFigure): HTMLElement {
  const tools = make(
    "div",
    { class: "tools" },
    button("−", () => figure.navigate("out"), { "aria-label": l10n.t("Zoom out"), title: l10n.t("Zoom out") }),
    button("+", () => figure.navigate("in"), { "aria-label": l10n.t("Zoom in"), title: l10n.t("Zoom in") }),
    button(l10n.t("All"), () => figure.navigate("all"), { title: l10n.t("Show the whole time") }),
    button("SVG", () => figure.save(title, "svg"), { title: l10n.t("Save as SVG") }),
    button("PNG", () => figure.save(title, "png"), { title: l10n.t("Save as PNG") }),
  );
  return make(
    "section",
    { "aria-label": title, hidden: true },
    make("div", { class: "title" }, make("h2", {}, title), tools),
    make("div", { class: "wfnb-output" }, figure.root),
  );
}
