import { Argument, Command } from "@commander-js/extra-typings";
import { bashCompletion, type CompletedCommand, fishCompletion, zshCompletion } from "./completionScripts.ts";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export function completionCommand() {
  return new Command("completion")
    .description("Print a script that lets a shell complete commands, options and their values.")
    .addArgument(new Argument("<shell>", "for which").choices(["bash", "zsh", "fish"] as const))
    .addHelpText(
      "after",
      `
To have it in every shell, add a line to the file that the shell reads when it starts:
  ~/.bashrc                    source <(wfnb completion bash)
  ~/.zshrc, after compinit     source <(wfnb completion zsh)
  ~/.config/fish/config.fish   wfnb completion fish | source`,
    )
    .action((shell, _options, { parent }) => {
      process.stdout.write(scripts[shell](parent!.commands.map(completed)));
    });
}

function completed(command: Command<any, any, any>): CompletedCommand {
  return {
    name: command.name(),
    description: command.description(),
    subcommands: command.commands.map((each) => each.name()),
    argumentChoices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    options: command.options.map(({ long, short, description, argChoices, required, optional }) => ({
      names: [short, long].filter((name) => name !== undefined),
      description,
      takesValue: required || optional,
      choices: argChoices ?? [],
    })),
  };
}
