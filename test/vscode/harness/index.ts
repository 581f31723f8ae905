// What click tests do with a real VS Code, in the words of its user.
export { runCommand } from "./commands.ts";
export { answerFileDialog, modalDialog, toast } from "./dialogs.ts";
export { goToLine, replaceLine, save, typeText } from "./editor.ts";
export { openFile, renameFile } from "./explorer.ts";
export { codeCell, runCell, stopCell, waitForCellEnd } from "./notebook.ts";
export { openProblems, waitForProblem } from "./problems.ts";
export { waitForRendered, webviewFrames } from "./renderer.ts";
export { screenshot } from "./screenshot.ts";
export { screenshotThemes } from "./screenshotThemes.ts";
export { settled } from "./settled.ts";
export { chooseFromMenu, openContainer, pressAction, selectRow, treeRows, treeTexts } from "./sidebar.ts";
export { closeActiveTab, closeTab } from "./tabs.ts";
export { switchTheme } from "./theme.ts";
export { callTool, packToolCaller } from "./toolCaller.ts";
export {
  openEmptyWindow,
  openSeveralFolders,
  openWorkbench,
  reloadWindow,
  type Workbench,
  type WorkbenchSetup,
} from "./workbench.ts";
export { written, writtenSetting } from "./written.ts";
