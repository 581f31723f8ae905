/** Hands a file to the user as the page can: the editor asks where to put it. */
export function saveFile(document: Document, name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

/** In base 64, since that is the only form of a data URL that a notebook's webview saves. */
export function svgUrl(svg: string): string {
  const bytes = Array.from(new TextEncoder().encode(svg), (byte) => String.fromCharCode(byte)).join("");
  return `data:image/svg+xml;base64,${btoa(bytes)}`;
}
