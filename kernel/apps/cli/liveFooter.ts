import { isGoingOn } from "../../model/index.ts";
import { followTimeline } from "../../notebook/liveTimeline.ts";
import type { Kernel } from "../../runner/kernel.ts";
import { timelineBar } from "../../timeline/index.ts";
import { Footer } from "./footer.ts";
import { describeProgress } from "./progressLine.ts";

/** A narrower terminal has no room for a bar. */
const leastColumns = 44;

/**
 * While something runs here: its timeline so far, and below it how far it is. Of several that run at once, one is shown, below the line
 * that was told of all of them.
 */
export function liveFooter(kernel: Kernel, footer = new Footer(), colour = process.env.NO_COLOR === undefined) {
  let shown: { readonly executionId: string; readonly stop: () => void; bar: readonly string[] } | undefined;
  let told: readonly string[] = [];
  const clear = () => {
    shown?.stop();
    shown = undefined;
    footer.clear();
  };
  const follow = (executionId: string) => {
    const stop = followTimeline(kernel, executionId, (snapshot) => {
      const width = footer.columns - 1;
      if (shown?.executionId !== executionId || snapshot === undefined || width < leastColumns) return;
      shown.bar = timelineBar(snapshot.timeline, { width: Math.min(width, 140), colour });
    });
    shown = { executionId, stop, bar: [] };
    return shown;
  };
  const stopListening = kernel.onEvent((event) => {
    if (event.type === "progress") {
      const { progress } = event;
      if (footer.columns === 0 || event.elsewhere === true) return;
      const { executionId, bar } = shown ?? follow(progress.executionId);
      if (executionId === progress.executionId)
        footer.show([...told, ...bar, describeProgress(progress, footer.columns - 1)]);
    } else if (event.type === "execution" && event.execution.executionId === shown?.executionId) {
      if (!isGoingOn(event.execution)) clear();
    }
  });
  const tell = (line: string) => {
    told = [line.slice(0, Math.max(footer.columns - 1, 0))];
    footer.show(told);
  };
  const stop = () => {
    stopListening();
    clear();
  };
  return { clear, stop, tell };
}
