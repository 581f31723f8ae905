import { join } from "node:path";
import { SqliteStore } from "../../kernel/store/index.ts";
import { temporaryFolder } from "../store/temporaryFolder.ts";
import { storeContract } from "./executionStore.ts";

storeContract("The SQLite store", () => new SqliteStore(join(temporaryFolder(), "executions.db")));
storeContract("The SQLite store without WAL", () => {
  const nfs = 0x6969;
  return new SqliteStore(join(temporaryFolder(), "executions.db"), { fileSystemType: () => nfs });
});
