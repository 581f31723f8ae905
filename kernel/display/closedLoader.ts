import type { Loader } from "vega";

/** For charts that may be anybody's: nothing is loaded, neither files nor addresses. `refuse` rejects with what is told of an address. */
export function closedLoader(refuse: (address: string) => Promise<never>): Loader {
  return {
    load: refuse,
    // Of a picture within the chart; one that is in the specification needs no loading.
    sanitize: (address) => (address.startsWith("data:image/") ? Promise.resolve({ href: address }) : refuse(address)),
    http: refuse,
    file: refuse,
  };
}
