import { type PositionedDocument, parseToml } from "../toml/index.ts";

/** Parsed documents by uri. A text that did not change is not parsed again, and of a changed one only the changed statements. */
export class TomlDocuments {
  readonly #byUri = new Map<string, PositionedDocument>();

  parse(uri: string, text: string): PositionedDocument {
    const previous = this.#byUri.get(uri);
    const document = parseToml(text, previous);
    this.#byUri.set(uri, document);
    return document;
  }

  forget(uri: string): void {
    this.#byUri.delete(uri);
  }
}
