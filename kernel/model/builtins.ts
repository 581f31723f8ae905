/**
 * Built-in functions as they are when this program loads, before any workflow does: what a record says does not change when a workflow puts others in
 * their place. Captured here is what would spoil a record in silence; whatever else is broken shows in how the execution ends.
 */
export const mapGet = methodOf(Map.prototype, "get") as <K, V>(map: Map<K, V>, key: K) => V | undefined;
export const mapSet = methodOf(Map.prototype, "set") as <K, V>(map: Map<K, V>, key: K, value: V) => void;
export const push = methodOf(Array.prototype, "push") as <T>(list: T[], item: T) => void;
export const { stringify } = JSON;
export const { fromEntries } = Object;

/** As a function of the object that it is called on. */
function methodOf(prototype: object, name: string): unknown {
  const method = Reflect.get(prototype, name) as () => unknown;
  return Function.prototype.call.bind(method);
}
