/** Charts, as every notebook knows them. */
export const vegaLiteMime = "application/vnd.vegalite.v5+json";
export const vegaMime = "application/vnd.vega.v5+json";
