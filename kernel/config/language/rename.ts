import type { Location, TextEdit } from "../../text/index.ts";
import { declaredParameters } from "../declared.ts";
import { isReserved } from "../reserved.ts";
import { parameterReferences } from "./references.ts";
import type { ConfigView } from "./view.ts";

export type Renaming =
  | { readonly edits: ReadonlyMap<string, readonly TextEdit[]>; readonly refusal?: undefined }
  | { readonly refusal: "no-name" | "taken" | "unknown-source"; readonly newName: string };

/**
 * Renames a parameter in its workflow's code and in every configuration of that workflow, so that all still fit.
 * `views` are the configurations of one workflow. Refused while the code's places are unknown: half a rename breaks every run.
 */
export function renameParameter(key: string, newName: string, views: readonly ConfigView[]): Renaming {
  // A name that is a bare TOML key and a plain property in TypeScript.
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName)) return { refusal: "no-name", newName };
  if (isTaken(newName, views)) return { refusal: "taken", newName };
  if (!views.some(({ uses }) => uses?.declarations.has(key))) return { refusal: "unknown-source", newName };
  const places = parameterReferences(key, views);
  const shorthands = new Set(
    views.flatMap(({ uses }) => (uses?.shorthands.get(key) ?? []).map((range) => placeKey({ uri: uses!.file, range }))),
  );
  const edits = places.map((place) => {
    // `const { key } = parameters` keeps its variable: `const { newName: key } = parameters`.
    const newText = shorthands.has(placeKey(place)) ? `${newName}: ${key}` : newName;
    return { uri: place.uri, edit: { range: place.range, newText } };
  });
  const byUri = Map.groupBy(edits, ({ uri }) => uri);
  return { edits: new Map([...byUri].map(([uri, some]) => [uri, some.map(({ edit }) => edit)])) };
}

function isTaken(newName: string, views: readonly ConfigView[]): boolean {
  return (
    isReserved(newName) ||
    views.some(
      ({ config: { workflow } }) => workflow !== undefined && declaredParameters(workflow.parameterSchema).has(newName),
    )
  );
}

function placeKey({ uri, range: { start } }: Location): string {
  return `${uri}:${start.line}:${start.character}`;
}
