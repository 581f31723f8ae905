import { Container, Environment, PriorityResource, Resource, Store } from "../../kernel/sim/index.ts";
import { assertRefused } from "./assert_refused.ts";

describe("options of resources", () => {
  const env = new Environment() as any;
  const mistakes: [what: string, mistake: () => unknown, message: RegExp][] = [
    ["by position", () => new Resource(env, 2 as any), /as in { capacity: ... }, not 2/],
    ["by position", () => new Store(env, 2 as any), /as in { capacity: ... }, not 2/],
    ["by position", () => new Container(env, 100 as any), /as in { capacity: ..., init: ... }, not 100/],
    ["by position", () => new PriorityResource(env).request(3 as any), /as in { priority: ..., preempt: ... }, not 3/],
    ["that are misspelt", () => new Container(env, { level: 5 } as any), /not "level"/],
    ["that are misspelt", () => new Resource(env, { capcity: 5 } as any), /not "capcity"/],
    ["that are null", () => new Resource(env, null as any), /not null/],
  ];
  for (const [what, mistake, message] of mistakes) {
    it(`${what} are refused: ${message.source}`, () => assertRefused("invalid-argument", message, mistake));
  }
});
