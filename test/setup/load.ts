/** A module of `.setup/`, which is JavaScript without types so that it runs on Node 20. */
export function load(path: string): Promise<any> {
  return import(new URL(`../../.setup/${path}`, import.meta.url).href);
}
