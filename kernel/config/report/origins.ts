import { formatTomlValue, plainValue } from "../../toml/index.ts";
import { originText } from "../language/markdown.ts";
import type { ResolvedConfig } from "../resolve.ts";
import type { Setting } from "../settings.ts";
import { togetherWith } from "../sweepPoints.ts";
import { list } from "../wording.ts";

/** Every parameter with its value, where it comes from and what it overrides: `wfnb config <file> --origins`. */
export function originsReport(config: ResolvedConfig, nameFile = (uri: string) => uri): string {
  const rows = Object.entries(config.origins).map(([key, origin]) => {
    const [strongest, ...overridden] = (config.settings.get(key) ?? []).toReversed();
    const place = originText(origin.from === "file" ? { ...origin, uri: nameFile(origin.uri) } : origin);
    const over = overridden.map(
      (setting) => `${written(setting)} at ${nameFile(setting.uri)}:${setting.keyRange.start.line + 1}`,
    );
    const others = togetherWith(key, config.sweep);
    const remarks = [
      place,
      ...(over.length > 0 ? [`over ${over.join(", ")}`] : []),
      ...(strongest?.swept === undefined
        ? []
        : [others.length === 0 ? "swept" : `swept together with ${list(others)}`]),
      ...(strongest?.valid === false ? ["not valid"] : []),
    ];
    const value = strongest === undefined ? formatTomlValue(config.parameters[key]) : written(strongest);
    return [`${key} = ${value}`, remarks.join(", ")] as const;
  });
  const width = Math.max(0, ...rows.map(([assignment]) => assignment.length));
  return rows.map(([assignment, remarks]) => `${assignment.padEnd(width)}  # ${remarks}\n`).join("");
}

function written({ node }: Setting): string {
  return formatTomlValue(plainValue(node));
}
