import type { Json, JsonObject } from "../../model/index.ts";
import { isObject } from "../document.ts";
import { shownText } from "../multilineText.ts";
import { attachmentName, decodedAddress } from "./attachments.ts";
import { base64In } from "./imageAddress.ts";

/**
 * In Markdown an attached picture is a reference, so that any reader of it shows the picture, and the data of all of them stands at
 * the end of the file, out of the way of the text:
 *
 *     ![A plan](attachment:plan.png "Title")            of the cell is
 *     ![A plan][attachment:plan.png "Title"]            in the text, and there is
 *     [attachment:plan.png "Title"]: <data:image/png;base64,iVBORw0...> "Title"
 *
 * The label is the address as the cell has it, so that it comes back to the letter. Where another picture has that label already
 * (Jupyter calls what is pasted `image.png`), a number is put behind it: `attachment:image.png (2)`.
 */
interface Definition {
  readonly label: string;
  readonly title: string;
  readonly urls: readonly string[];
}

/** Nothing that would have to be escaped in a label; an image that is written in another way stays as it is. */
const inlineImage =
  /(?<alt>!\[[^\][\\\n]*\])\(attachment:(?<address>[^\s()<>[\]\\"`]{1,300})(?<title> "[^<>[\]\\"`\n]{0,300}")?\)/g;
const referringImage = /(?<alt>!\[[^\][\\\n]*\])\[(?<label>attachment:[^\][\\\n]*)\]/g;
const definitionLine = /^\[(?<label>attachment:[^\][\\]*)\]: <(?<url>data:[^<>]*)>(?: "[^"]*")?$/;
const labelParts = /^attachment:(?<address>[^\s"]*)(?<title> "[^"]*")?(?: \(\d+\))?$/;
const dataUrl = /^data:(?<type>[^,]*?)(?<base64>;base64)?,(?<data>.*)$/;

/** Whether a line is taken for such a definition. */
export function isAttachmentDefinition(line: string): boolean {
  return definitionLine.test(line);
}

/** Gives the attachments of a notebook's cells labels, and holds what they mean. */
export class AttachmentWriter {
  /** What the cells say themselves: a label is none of theirs. */
  readonly #sources: string;
  readonly #definitions = new Map<string, Definition>();

  constructor(sources: readonly string[]) {
    this.#sources = sources.map(folded).join("\n");
  }

  /** A cell's text with references in it, and labels of the attachments that no reference leads to. */
  referring(source: string, attachments: JsonObject): { readonly text: string; readonly others: readonly string[] } {
    const referred = new Set<string>();
    const text = source.replaceAll(inlineImage, (whole, ...found) => {
      const { alt, address, title = "" } = found.at(-1) as { alt: string; address: string; title?: string };
      const name = decodedAddress(address);
      // Where the address as it stands is a name too, the label would lead back to the other one.
      if (name === undefined || attachmentName(attachments, `attachment:${address}`) !== name) return whole;
      const label = this.#label(`attachment:${address}${title}`, title, attachments[name]);
      if (label === undefined) return whole;
      referred.add(name);
      return `${alt}[${label}]`;
    });
    const rest = Object.entries(attachments).filter(([name]) => !referred.has(name));
    return { text, others: this.labels(Object.fromEntries(rest)) };
  }

  labels(attachments: JsonObject): readonly string[] {
    return Object.entries(attachments).flatMap(([name, bundle]) => {
      const label = this.#label(`attachment:${encodeURIComponent(name.toWellFormed())}`, "", bundle);
      return label === undefined ? [] : [label];
    });
  }

  /** What stands at the end of the file. */
  definitions(): string {
    const lines = [...this.#definitions.values()].flatMap(({ label, title, urls }) =>
      urls.map((url) => `[${label}]: <${url}>${title}`),
    );
    return lines.join("\n");
  }

  /** Cells with the same picture share a label. Undefined for an attachment with nothing in it. */
  #label(wanted: string, title: string, bundle: Json | undefined): string | undefined {
    const urls = urlsOf(bundle);
    if (urls.length === 0) return undefined;
    for (let number = 1; ; number += 1) {
      const label = number === 1 ? wanted : `${wanted} (${number})`;
      const before = this.#definitions.get(folded(label));
      if (before?.label === label && before.urls.join() === urls.join()) return label;
      if (before !== undefined || this.#sources.includes(`[${folded(label)}]`)) continue;
      this.#definitions.set(folded(label), { label, title, urls });
      return label;
    }
  }
}

/** Readers of Markdown tell labels neither by case nor by how many blanks are in them. */
function folded(text: string): string {
  return text.replaceAll(/[ \t]+/g, " ").toLowerCase();
}

/** One for each MIME type; readers take the first. */
function urlsOf(bundle: Json | undefined): readonly string[] {
  return Object.entries(isObject(bundle) ? bundle : {}).flatMap(([type, value]) => {
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) return [];
    const data = shownText(value);
    const base64 = base64In(data);
    return base64 === undefined
      ? [`data:${type},${encodeURIComponent(data.toWellFormed())}`]
      : [`data:${type};base64,${base64}`];
  });
}

/** Puts attachments together again from the definitions of a file. */
export class AttachmentReader {
  readonly #bundles = new Map<string, JsonObject>();

  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const { label, url } = definitionLine.exec(line)?.groups ?? {};
      const { type, base64, data } = dataUrl.exec(url ?? "")?.groups ?? {};
      const text = base64 === undefined ? decodedAddress(data ?? "") : data;
      if (label === undefined || type === undefined || text === undefined || nameOf(label) === undefined) continue;
      this.#bundles.set(label, { ...this.#bundles.get(label), [type]: text });
    }
  }

  /** A cell's text as it was, and what its references and these labels mean. */
  attached(text: string, labels: readonly string[]): { readonly source: string; readonly attachments: JsonObject } {
    const attachments = new Map<string, JsonObject>();
    const attach = (label: string): boolean => {
      const bundle = this.#bundles.get(label);
      if (bundle !== undefined) attachments.set(nameOf(label)!, bundle);
      return bundle !== undefined;
    };
    const source = text.replaceAll(referringImage, (whole, ...found) => {
      const { alt, label } = found.at(-1) as { alt: string; label: string };
      return attach(label) ? `${alt}(${label.replace(/ \(\d+\)$/, "")})` : whole;
    });
    labels.forEach(attach);
    return { source, attachments: Object.fromEntries(attachments) };
  }
}

function nameOf(label: string): string | undefined {
  const address = labelParts.exec(label)?.groups?.address;
  return address === undefined ? undefined : decodedAddress(address);
}
