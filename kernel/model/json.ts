/** What survives JSON unchanged: the only values that cross processes, cells and the store. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
