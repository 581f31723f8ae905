import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { quoted, SimulationError } from "../errors.ts";
import { RandomStream } from "./randomStream.ts";

/**
 * Named random streams, all reproducible from one seed.
 *
 * Each part of a model draws from a stream of its own, so that a change in one part leaves the numbers of the others as they were.
 * The generator under a stream is xoroshiro128+ of the library pure-rand; its 128-bit state is a hash of seed and name.
 */
export class RandomStreams {
  /** What to record in order to repeat the run. */
  readonly seed: number | string;
  private readonly streams = new Map<string, RandomStream>();

  /** Throws unless the seed is a number or a text. */
  constructor(seed: number | string) {
    if ((typeof seed !== "number" && typeof seed !== "string") || Number.isNaN(seed))
      throw new SimulationError("invalid-argument", `A seed is a number or a text, not ${quoted(seed)}`);
    this.seed = seed;
  }

  /** In quotes if there is a blank in it: seed "1" and name "2 x" are not seed "1 2" and name "x". */
  private get seedText(): string {
    const text = String(this.seed);
    return text.includes(" ") ? JSON.stringify(text) : text;
  }

  /** The stream of a name: always the same one, which goes on where it stands. */
  stream(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      const text = `${typeof this.seed} ${this.seedText} ${name}`;
      stream = new RandomStream(xoroshiro128plusFromState([1, 2, 3, 4].map((salt) => hash(text, salt))));
      this.streams.set(name, stream);
    }
    return stream;
  }
}

/** 32 bits from a text. Source: MurmurHash3 (x86, 32 bits), Austin Appleby, public domain, on UTF-16 units. */
function hash(text: string, salt: number): number {
  let state = salt;
  for (let i = 0; i < text.length; i++) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    state ^= unit;
    state = (Math.imul((state << 13) | (state >>> 19), 5) + 0xe6546b64) | 0;
  }
  state ^= text.length;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}
