/** An image with all of its data in its address; undefined where that is not base64, and would leave the attribute that it stands in. */
export function imageAddress(type: string, data: string): string | undefined {
  const base64 = base64In(data);
  return /^image\/[\w.+-]+$/.test(type) && base64 !== undefined ? `data:${type};base64,${base64}` : undefined;
}

/** The data without the blanks and ends of line that it may be written with; undefined where it is not base64. */
export function base64In(data: string): string | undefined {
  const base64 = data.replaceAll(/\s/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? base64 : undefined;
}

/** As an image it cannot run anything, nor clash with the page's styles. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
