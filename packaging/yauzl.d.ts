/** What is used of yauzl 3, which brings no types along. */
declare module "yauzl" {
  interface Entry {
    readonly fileName: string;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
  }
  export function openPromise(path: string): Promise<{ eachEntry(): AsyncIterable<Entry> }>;
}
