/**
 * Makes bundled declarations readable by TypeScript 5.0, non-strict and with any module resolution, as tslab has it:
 * nothing is imported, and nothing is used that came later. What `using` asks for (5.2) is declared along, as Node's types do: with a
 * compiler that knows it the two merge.
 *
 * zod's own declarations need TypeScript 5.5, so the one type that our parameters show of it is described by its shape;
 * a real zod schema fits it, and so does what `parameter` makes.
 */
export function readable(text) {
  const without = replaceOnce(text, /^import \{ z \} from ['"]zod['"];\n/m, standIns);
  const imported = /^import .*$/m.exec(without);
  if (imported) throw new Error(`The declarations would import: ${imported[0]}`);
  return without;
}

const standIns = `declare global {
	interface SymbolConstructor {
		readonly dispose: unique symbol;
	}
	interface Disposable {
		[Symbol.dispose](): void;
	}
}
/** A parameter's schema, made by \`parameter\`; any zod 4 schema fits. */
declare namespace z {
	interface ZodType<Output = unknown> {
		readonly _zod: {
			readonly output: Output;
		};
	}
	type output<Type> = Type extends ZodType<infer Output> ? Output : never;
}
/** A type that no call infers its argument from; TypeScript has it since 5.4. */
type NoInfer<T> = [
	T
][T extends any ? 0 : never];
`;

function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text))
    throw new Error(`The declarations no longer hold ${String(pattern)}: see .setup/declarations/readable.mjs.`);
  return text.replace(pattern, () => replacement);
}
