import assert from "node:assert/strict";
import { channels, inkOn, StateColours } from "../../kernel/timeline/colours.ts";
import { themes } from "../../kernel/timeline/index.ts";

/** Contrast ratio of WCAG 2.2, written down from its definition once more. */
function contrast(one: string, other: string): number {
  const [darker, brighter] = [one, other].map(luminance).sort((a, b) => a - b);
  return (brighter! + 0.05) / (darker! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour)!.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe("Colours of a timeline", () => {
  for (const [name, theme] of Object.entries(themes)) {
    const timeInState = theme.palette.flatMap((_, state) =>
      ["", "a", "b", "c", "d", "e", "f"].map((substate) => ({
        state: `s${String(state)}`,
        substate,
        seconds: 1,
        visits: 1,
      })),
    );
    const colours = new StateColours(theme, { timeInState, lanes: [] });

    it(`${name}: texts can be read on the page, on lanes and on every bar`, () => {
      for (const text of [theme.foreground, theme.muted]) {
        assert.ok(contrast(text, theme.paper) >= 4.5, text);
        assert.ok(contrast(text, theme.track) >= 4.5, text);
      }
      for (const { state, substate } of timeInState) {
        const fill = colours.substate(state, substate);
        assert.ok(contrast(fill, inkOn(fill)) >= 4.5, `${fill} of ${state} / ${substate}`);
      }
    });

    it(`${name}: states and lines stand out from the page`, () => {
      for (const hue of [...theme.palette, theme.series]) {
        assert.ok(contrast(hue, theme.paper) >= 3, `${hue}: ${contrast(hue, theme.paper).toFixed(2)}`);
      }
    });
  }
});
