/** What there is to complete of a command. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly subcommands: readonly string[];
  readonly argumentChoices: readonly string[];
  readonly options: readonly CompletedOption[];
}

interface CompletedOption {
  /** As they are typed: `-u`, `--until`. */
  readonly names: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** Empty where the value is free. */
  readonly choices: readonly string[];
}

/** For bash. Where it knows nothing better, bash completes names of files. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const reply = (words: readonly string[]) => `COMPREPLY=($(compgen -W ${quoted(words.join(" "))} -- "$word"))`;
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ names, choices }) =>
          `    ${names.map((option) => quoted(`${name} ${option}`)).join("|")}) ${reply(choices)}; return ;;`,
      ),
  );
  const options = commands.map((each) => `    ${each.name}) ${reply(optionNames(each))} ;;`);
  const operands = commands
    .filter((each) => operandsOf(each).length > 0)
    .map((each) => `    ${each.name}) ${reply(operandsOf(each))} ;;`);
  return `_wfnb() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    ${reply(commands.map(({ name }) => name))}
    return
  fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
${values.join("\n")}
  esac
  if [[ "$word" == -* ]]; then
    case "\${COMP_WORDS[1]}" in
${indented(options)}
    esac
    return
  fi
  case "\${COMP_WORDS[1]}" in
${operands.join("\n")}
  esac
}
complete -o default -F _wfnb wfnb
`;
}

/** For zsh, by its own way to use what is written for bash. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bashCompletion(commands)}`;
}

/** For fish, which shows descriptions too. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const { name, description, options } = command;
    const within = `complete -c wfnb -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    const operands = operandsOf(command);
    return [
      `complete -c wfnb -f -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
      ...(operands.length === 0 ? [] : [`${within} -f -a ${quoted(operands.join(" "))}`]),
      ...options.map(({ names, description: meaning, takesValue, choices }) =>
        [
          within,
          ...names.map((option) => (option.startsWith("--") ? `-l ${option.slice(2)}` : `-s ${option.slice(1)}`)),
          ...(takesValue ? ["-r"] : []),
          ...(choices.length === 0 ? [] : [`-f -a ${quoted(choices.join(" "))}`]),
          `-d ${quoted(meaning)}`,
        ].join(" "),
      ),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function optionNames({ options }: CompletedCommand): string[] {
  return options.flatMap(({ names }) => names);
}

function operandsOf({ subcommands, argumentChoices }: CompletedCommand): readonly string[] {
  return [...subcommands, ...argumentChoices];
}

/** One word for any of these shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
