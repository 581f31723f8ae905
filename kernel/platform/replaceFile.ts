import { randomUUID } from "node:crypto";
import { access, constants, lstat, open, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** Characters. */
const blockLength = 1 << 16;

type Blocks = Iterable<string | Uint8Array>;

/**
 * Writes a file whole or not at all: what was there stays until the new text is on the disk. A link goes on leading to the same
 * file, and that file keeps its mode. A long text may come in pieces, and is never held as one.
 */
export async function replaceFile(path: string, text: string | Uint8Array | Iterable<string>): Promise<void> {
  const blocks = typeof text === "string" || text instanceof Uint8Array ? [text] : inBlocks(text);
  try {
    const before = await statOf(path);
    // A pipe or a device, such as /dev/stdout, has nothing to lose and is not to become a file.
    if (before !== undefined && !before.isFile()) await writeFile(path, blocks);
    else await putInPlace(await behindLinks(path), blocks, before?.mode);
  } catch (error) {
    throw new Error(`${path} could not be written: ${messageOf(error)}.`, { cause: error });
  }
}

async function putInPlace(target: string, blocks: Blocks, mode: number | undefined): Promise<void> {
  // Renaming asks the folder alone for permission.
  if (mode !== undefined) await access(target, constants.W_OK);
  // Beside the target, since only within a file system is a name changed at once.
  const temporary = join(dirname(target), `.wfnb-${randomUUID()}.tmp`);
  try {
    await writeNew(temporary, blocks, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeNew(path: string, blocks: Blocks, mode: number | undefined): Promise<void> {
  await using file = await open(path, "wx");
  await file.writeFile(blocks);
  if (mode !== undefined) await file.chmod(mode & 0o7777);
  // A full disk may show only now.
  await file.sync();
}

/** Each piece would be a write of its own, which takes longer than to make it. */
function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let block = "";
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockLength) continue;
    yield block;
    block = "";
  }
  yield block;
}

/** The file that a path means, whether it is there or not. */
async function behindLinks(path: string): Promise<string> {
  if ((await statOf(path)) !== undefined) return await realpath(path);
  const link = await lstat(path).catch(undefinedIfMissing);
  if (link?.isSymbolicLink() !== true) return resolve(path);
  return await behindLinks(resolve(dirname(path), await readlink(path)));
}

async function statOf(path: string) {
  return await stat(path).catch(undefinedIfMissing);
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
