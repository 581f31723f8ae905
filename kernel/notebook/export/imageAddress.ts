/** An image with all of its data in its address; undefined where that is not base64, and would leave the attribute that it stands in. */
export function imageAddress(type: string, data: string): string | undefined {
  const base64 = data.replaceAll(/\s/g, "");
  const isSound = /^image\/[\w.+-]+$/.test(type) && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return isSound ? `data:${type};base64,${base64}` : undefined;
}

/** As an image it cannot run anything, nor clash with the page's styles. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
