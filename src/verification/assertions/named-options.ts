/** A word of a message that reads like the path of an option: dotted names, some of them in quotes or angle brackets. */
const paths = /(?<![\w.-])[a-z][\w-]*(?:\.(?:[A-Za-z_<*"][\w<>*"'-]*))+/g

/** Sets of NixOS that other modules declare options in. */
const nixos =
  /^(services|programs|networking|users|security|virtualisation|hardware|boot|systemd|environment|nix|nixpkgs|age|sops|time|fileSystems)$/

/** What a message names. */
export type NamedOptions = {
  /** Options of the module, in the order in which they are named. */
  readonly own: readonly string[]
  /** Options that others may declare. */
  readonly foreign: readonly string[]
  /** Names inside the module's own sets that no option has. */
  readonly missing: readonly string[]
}

/**
 * The options that the message of an assertion names: by their path, the end of it, or their last name.
 * @param options dotted paths of the module's options, `<name>` and `*` for any name
 * @param sets its option sets that hold an `enable`
 */
export function namedOptions(
  message: string,
  options: readonly string[],
  sets: readonly string[],
): NamedOptions {
  const own: string[] = []
  const foreign: string[] = []
  const missing: string[] = []
  for (const [word] of message.matchAll(paths)) {
    const name = word.replace(/[.'"]+$/, '').replaceAll('"', '')
    const option = options.find((candidate) => isOrHolds(candidate, name) || candidate.endsWith(`.${name}`))
    if (option !== undefined) own.push(option)
    else if (sets.some((set) => name.startsWith(`${set}.`))) {
      if (!isSetOf(name, options)) missing.push(name)
    } else if (nixos.test(name.split('.')[0] ?? '')) foreign.push(name)
  }
  const short = options.filter((option) => namesShortly(message, option.split('.').at(-1) ?? ''))
  return { own: [...own, ...short], foreign, missing }
}

/** Whether a message names an option by its last name: in quotes, or because it is no word of prose: `configFile`. */
function namesShortly(message: string, last: string): boolean {
  if (['`', "'", '"'].some((quote) => message.includes(`${quote}${last}${quote}`))) return true
  return /[a-z][A-Z]/.test(last) && message.split(/[^\w-]+/).includes(last)
}

/** Whether a name is that of an option, or of something inside its value: `settings.PORT`. */
function isOrHolds(option: string, name: string): boolean {
  const parts = name.split('.')
  return option
    .split('.')
    .every((part, index) => part === parts[index] || (/^(<.*>|\*)$/.test(part) && parts[index] !== undefined))
}

/** Whether a name is that of a set which holds options, such as `services.x.database`. */
function isSetOf(name: string, options: readonly string[]): boolean {
  return options.some((option) => option.startsWith(`${name}.`))
}
