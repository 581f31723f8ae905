// Typed rules only: format and style belong to Biome, import zones to .dependency-cruiser.mjs.
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "test/output/**",
      "docs/api/**",
      "kernel/bin/**",
      ".setup/**",
      "**/*.mjs",
      "**/fixtures/**",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./extension/renderer/tsconfig.json", "./extension/pages/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["describe", "it"], package: "mocha" }] },
      ],
      "@typescript-eslint/strict-boolean-expressions": "off",
      "@typescript-eslint/no-explicit-any": "off",
      // A workflow that never waits is still a generator, and a port may be async where an adapter is not.
      "require-yield": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" },
      ],
    },
  },
  {
    files: ["extension/**"],
    ignores: ["extension/tell.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.property.name=/^show(Error|Warning|Information)Message$/]:not(:has(> ObjectExpression))",
          message: "Tell it by extension/tell.ts: the editor makes links, also of commands, of what a notice quotes.",
        },
      ],
    },
  },
  {
    files: ["test/**"],
    rules: {
      // Tests feed wrong things on purpose and read loosely typed records.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/only-throw-error": "off",
    },
  },
);
