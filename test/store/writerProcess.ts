import { TraceBatchWriter } from "../../kernel/model/index.ts";
import { SqliteStore } from "../../kernel/store/index.ts";
import { completed, newDefinition, newExecution } from "../contract/executionStore.ts";

/**
 * A program that writes executions: `file user count`. It prints the id of each one as soon as it is acknowledged:
 * `begun <id>` and, with `finish` as fourth argument, `ended <id>`.
 */
const [file, user, count, finish] = process.argv.slice(2) as [string, string, string, string | undefined];
const { pid } = process;
const store = new SqliteStore(file);
const { definitionId } = store.saveDefinition(newDefinition());
const environment = { ...newExecution(definitionId).executionEnvironment, pid };
for (let i = 0; i < Number(count); i += 1) {
  const { executionId } = store.begin(
    newExecution(definitionId, { executedBy: user, executionEnvironment: environment }),
  );
  process.stdout.write(`begun ${executionId}\n`);
  if (finish === undefined) continue;
  const writer = new TraceBatchWriter(100);
  for (let k = 0; k < 50; k += 1) writer.count(k, "stf", 1);
  store.appendTrace(executionId, writer.take()!);
  writer.mark(50, "end");
  store.finish(executionId, completed, writer.take());
  process.stdout.write(`ended ${executionId}\n`);
}
store.close();
