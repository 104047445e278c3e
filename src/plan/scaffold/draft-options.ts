import { quoteString } from '../../nix/quote.ts'
import { declaredOptions } from './declared/declared-options.ts'
import { namesUsed } from './declared/fillings.ts'
import type { NixText, OptionDraft } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'
import { isDatabaseVariable, type ServiceFacts } from './service-facts.ts'

/** A port that an option sets, or that is fixed. */
export type PortDraft = {
  /** What the package calls it: `http`. */
  readonly name: string
  /** Name of its option; null where the program takes the port from nowhere. */
  readonly option: string | null
  readonly number: number
  readonly protocol: 'tcp' | 'udp'
  readonly environment: string | null
  readonly argument: string | null
  /** Variable and flag take an address with the port. */
  readonly takesAddress: boolean
  /** Prometheus reads metrics there: named so, or said to be. */
  readonly hasMetrics: boolean
  /** The program listens there only where its variable is set. */
  readonly isOptional: boolean
  /** Others reach it there, though nothing sets its number. */
  readonly isPublic: boolean
}

export type OptionNeeds = {
  readonly name: ModuleName
  readonly facts: ServiceFacts
  readonly ports: readonly PortDraft[]
  /** What the program is, for people: its name and description. */
  readonly title: string
  readonly program: string
  readonly packageDefault: NixText | null
  /** Options that a library's builder declares already. */
  readonly given: ReadonlySet<string>
  /** Options that something in the module reads. */
  readonly read: ReadonlySet<string>
}

/** Names the options of a service's ports: `port` where there is one, else after each port's own name. */
export function draftPorts(facts: ServiceFacts): readonly PortDraft[] {
  const single = facts.ports.length === 1
  const named = namesUsed(facts)
  const taken = new Set<string>()
  return facts.ports.map((port, index) => {
    // A text may say where the number goes, besides a variable or flag of the port's own.
    const placeholder =
      port.name === 'metrics' ? 'metrics.port' : port.name === 'http' || single ? 'port' : ''
    const settable = port.environment !== null || isFlag(port.argument) || named.has(placeholder)
    const word = port.name.replace(
      /[^A-Za-z0-9]+(.)?/g,
      (_all, next: string | undefined) => next?.toUpperCase() ?? '',
    )
    const own = /^[A-Za-z]/.test(word)
      ? `${word.charAt(0).toLowerCase()}${word.slice(1)}Port`
      : `port${index + 1}`
    const option = single ? 'port' : taken.has(own) ? `${own}${index + 1}` : own
    taken.add(option)
    return {
      option: settable ? option : null,
      number: port.port,
      protocol: port.protocol,
      environment: port.environment,
      argument: isFlag(port.argument) ? port.argument : null,
      takesAddress: port.takesAddress === true && settable,
      hasMetrics: port.hasMetrics === true || (port.name === 'metrics' && port.protocol === 'tcp'),
      name: port.name,
      isOptional: port.isOptional === true,
      isPublic: port.isPublic === true,
    }
  })
}

function isFlag(argument: string | null): argument is string {
  return argument !== null && /^--?[A-Za-z0-9][\w-]*=?$/.test(argument)
}

/** The options of a daemon's module, in the order that its users look for them. */
export function draftOptions(needs: OptionNeeds): readonly OptionDraft[] {
  const { facts, given, read, title, program, name } = needs
  const unless = (option: string, draft: () => OptionDraft): readonly OptionDraft[] =>
    given.has(option) ? [] : [draft()]
  const whenRead = (option: string, draft: () => OptionDraft): readonly OptionDraft[] =>
    read.has(option) ? unless(option, draft) : []
  return [
    ...unless('enable', () => ({ ...plainOption('enable', 'lib.types.bool', ''), enables: title })),
    packageOption(program, needs.packageDefault),
    ...whenRead('user', () => ({
      ...plainOption('user', 'lib.types.str', `User that ${program} runs as.`),
      default: quoteString(name.user),
    })),
    ...whenRead('group', () => ({
      ...plainOption('group', 'lib.types.str', `Group that ${program} runs as.`),
      default: quoteString(name.user),
    })),
    ...whenRead('dataDir', () => ({
      ...plainOption('dataDir', 'lib.types.path', `Where ${program} keeps its state.`),
      default: quoteString(`/var/lib/${name.unit}`),
    })),
    ...(needs.ports.some(({ takesAddress }) => takesAddress) || namesUsed(facts).has('address')
      ? unless('address', () => addressOption(program))
      : []),
    ...needs.ports.flatMap((port) => portOption(port, program)),
    ...(needs.ports.length > 0
      ? unless('openFirewall', () => ({
          ...plainOption(
            'openFirewall',
            'lib.types.bool',
            `Whether to open the ports of ${program} in the firewall.`,
          ),
          default: 'false',
        }))
      : []),
    ...(facts.log === null ? [] : unless('logLevel', () => logOption(facts.log, program))),
    ...declaredOptions(facts.options, null).filter((option) => !given.has(option.name)),
    ...credentialOptions(facts),
    ...databaseOption(facts, program, name),
    settingsOption(facts, program),
    environmentFileOption(facts, program),
    {
      ...plainOption('extraArgs', 'lib.types.listOf lib.types.str', `Further arguments for ${program}.`),
      default: '[ ]',
      example: '[ "--verbose" ]',
    },
  ]
}

/** An option without default or example. */
export function plainOption(name: string, type: NixText, description: string): OptionDraft {
  return { name, enables: null, type, default: null, defaultText: null, example: null, description }
}

function packageOption(program: string, packageDefault: NixText | null): OptionDraft {
  return {
    ...plainOption('package', 'lib.types.package', `The package that provides ${program}.`),
    default: packageDefault,
    defaultText: packageDefault,
  }
}

/** Where a program listens that takes its address with the port. */
export function addressOption(program: string): OptionDraft {
  const description = `IP address that ${program} listens on; one of IPv6 in brackets.`
  return {
    ...plainOption('address', 'lib.types.str', description),
    default: '"127.0.0.1"',
    example: '"0.0.0.0"',
  }
}

function portOption(port: PortDraft, program: string): readonly OptionDraft[] {
  if (port.option === null) return []
  const what = port.option === 'port' ? 'Port' : `${port.protocol.toUpperCase()} port`
  return [
    {
      ...plainOption(port.option, 'lib.types.port', `${what} that ${program} listens on.`),
      default: String(port.number),
    },
  ]
}

function logOption(log: ServiceFacts['log'], program: string): OptionDraft {
  const levels = (log?.levels ?? []).map(quoteString).join(' ')
  return {
    ...plainOption('logLevel', `lib.types.enum [ ${levels} ]`, `How much ${program} logs.`),
    default: quoteString(log?.level ?? 'info'),
  }
}

/** Whether there is to be a database on this machine, where the program uses one. */
export function databaseOption(
  facts: ServiceFacts,
  program: string,
  name: ModuleName,
): readonly OptionDraft[] {
  if (facts.database !== 'postgresql') return []
  const description = `Whether to create the PostgreSQL database and user \`${name.user}\` on this machine, reached through its socket.`
  return [
    {
      ...plainOption('database.createLocally', 'lib.types.bool', description),
      default: 'true',
      example: 'false',
    },
  ]
}

/** The files of secrets that systemd hands to the program. */
function credentialOptions({ credentials }: ServiceFacts): readonly OptionDraft[] {
  return credentials.map(({ name, description }) => ({
    ...plainOption(`credentials.${name}`, 'lib.types.str', `Absolute path of the file with ${description}.`),
    example: quoteString(`/run/secrets/${name}`),
  }))
}

/** Environment variables, with those that the program cannot do without as options of their own. */
function settingsOption(facts: ServiceFacts, program: string): OptionDraft {
  const description = `Environment variables of ${program}. They end up in the world-readable store: secrets go to \`environmentFile\`.`
  const [example] = facts.optional
  const draft: OptionDraft = {
    ...plainOption('settings', 'lib.types.attrsOf lib.types.str', description),
    default: '{ }',
    example: example === undefined ? null : `{ ${example} = "…"; }`,
  }
  if (facts.required.length === 0) return draft
  const declared = facts.required.map(
    (variable) =>
      `${variable} = lib.mkOption { type = lib.types.str; description = ${quoteString(`Value of \`${variable}\`, which ${program} cannot do without.`)}; };`,
  )
  return {
    ...draft,
    type: `lib.types.submodule { freeformType = lib.types.attrsOf lib.types.str; options = { ${declared.join(' ')} }; }`,
  }
}

function environmentFileOption(facts: ServiceFacts, program: string): OptionDraft {
  const secrets = facts.secrets.filter((name) => facts.database !== 'postgresql' || !isDatabaseVariable(name))
  const file = '"/run/secrets/environment"'
  if (secrets.length === 0) {
    const description = `File of lines \`NAME=value\` with the secrets of ${program}, readable by root alone.`
    return {
      ...plainOption('environmentFile', 'lib.types.nullOr lib.types.path', description),
      default: 'null',
      example: file,
    }
  }
  const names = secrets.map((secret) => `\`${secret}\``).join(', ')
  const description = `File of lines \`NAME=value\` with the secrets of ${program}, readable by root alone. It must set ${names}.`
  return { ...plainOption('environmentFile', 'lib.types.path', description), example: file }
}
