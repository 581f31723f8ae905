export * from "./joinBatches.ts";
export * from "./memoryStore.ts";
export * from "./sqlite/sqliteStore.ts";
export * from "./store.ts";
export * from "./storeError.ts";
export * from "./unmadeStore.ts";
