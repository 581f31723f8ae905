/** Colours and type of a drawing. Colours are anything CSS knows as a colour literal: `#1f1f1f`, `rgb(31, 31, 31)`. */
export interface TimelineTheme {
  /** Behind everything; `transparent` lets the page through, and `paper` says what is there. */
  readonly background: string;
  /** The page's own colour, to choose inks and tints by. */
  readonly paper: string;
  readonly foreground: string;
  /** Lane names, axis labels, stems. */
  readonly muted: string;
  /** Empty lanes and the axis. */
  readonly track: string;
  /** One hue per state in order of appearance; used again from the start when there are more states. */
  readonly palette: readonly string[];
  /** Hue of counts and gauges. */
  readonly series: string;
  readonly font: string;
  /** Pixels. */
  readonly fontSize: number;
  /** Draws the borders of bars, for those who need more than a difference in colour. */
  readonly outlines: boolean;
}

export type ThemeName = "light" | "dark" | "highContrast" | "highContrastLight";

const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/** Okabe and Ito's colours, told apart by people with any of the common colour deficiencies (https://jfly.uni-koeln.de/color/). */
const okabeIto = {
  grey: "#8a8f98",
  blue: "#0072b2",
  green: "#009e73",
  orange: "#e69f00",
  sky: "#56b4e9",
  vermilion: "#d55e00",
  yellow: "#f0e442",
};

const { grey, blue, green, orange, sky, vermilion, yellow } = okabeIto;

export const themes: Readonly<Record<ThemeName, TimelineTheme>> = {
  light: {
    background: "transparent",
    paper: "#ffffff",
    foreground: "#1f1f1f",
    muted: "#5a5f66",
    track: "#eceef1",
    // Those that are too bright to be seen on white are darker here.
    palette: [grey, blue, green, "#b87a00", "#b9628f", vermilion, "#2f8cc4", "#8f8400"],
    series: blue,
    font,
    fontSize: 11,
    outlines: false,
  },
  dark: {
    background: "transparent",
    paper: "#1f1f1f",
    foreground: "#e6e6e6",
    muted: "#a8adb5",
    track: "#2e3136",
    palette: [grey, "#3d9bdc", "#1fb58a", orange, "#d890b8", "#e8783a", sky, yellow],
    series: sky,
    font,
    fontSize: 11,
    outlines: false,
  },
  highContrast: {
    background: "transparent",
    paper: "#000000",
    foreground: "#ffffff",
    muted: "#ffffff",
    track: "#1c1c1c",
    palette: ["#b8bdc6", sky, "#2fd6a6", "#ffb81c", "#f0a3cd", "#ff9456", "#9fd8ff", yellow],
    series: "#ffffff",
    font,
    fontSize: 12,
    outlines: true,
  },
  highContrastLight: {
    background: "transparent",
    paper: "#ffffff",
    foreground: "#000000",
    muted: "#000000",
    track: "#f0f0f0",
    palette: ["#5a5f66", "#00578a", "#00694d", "#8a5a00", "#8a3e68", "#9c3f00", "#0a6ea8", "#6b6300"],
    series: "#000000",
    font,
    fontSize: 12,
    outlines: true,
  },
};

export function themeFrom(theme: ThemeName | TimelineTheme): TimelineTheme {
  return typeof theme === "string" ? themes[theme] : theme;
}
