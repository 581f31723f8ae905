import { MemoryStore } from "../../kernel/store/index.ts";
import { storeContract } from "./executionStore.ts";

storeContract("The memory store", () => new MemoryStore());
