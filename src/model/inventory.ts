import type { Claim, FileFacts } from './facts.ts'
import type { Location } from './location.ts'
import type { Problem } from './problem.ts'

export type Kind = 'service' | 'tool' | 'library' | 'frontend' | 'unknown'

/** One sign for or against a kind, in words a maintainer can check: `meta.mainProgram is "knotserver"`. */
export type Evidence = {
  readonly kind: Kind
  readonly weight: number
  readonly text: string
}

/** One derivation attribute exported by an entry point. */
export type Package = {
  /** What a user of the NUR writes: `tangled-knot`, `vimPlugins.foo`. */
  readonly attr: string
  readonly name: string
  /** The folder that groups it (`tangled`), or null in a flat repository. */
  readonly org: string | null
  /** Where the derivation is defined. */
  readonly location: Location
  /** Those that hand it out as a package; none where only an overlay has it. */
  readonly entryPoints: readonly string[]
  readonly pname: string | null
  readonly version: string | null
  readonly description: string | null
  readonly homepage: string | null
  readonly mainProgram: string | null
  /** The builder called: `buildGoModule`, `rustPlatform.buildRustPackage`; null where it is not known. */
  readonly builder: string | null
  readonly serviceInterface: ServiceInterface | null
  readonly disabled: string | null
  /** Other attributes that give the same derivation: `knot` beside `tangled-knot`. */
  readonly aliases: readonly string[]
  /** Names of nixpkgs' modular services that it declares in `passthru.services`. */
  readonly modularServices: readonly string[]
  /** Why its value is not known; null where it is. */
  readonly unknown: string | null
}

/** What a package declares about how it is run as a service: `passthru.atproto` and `docs/service-interface.md`. */
export type ServiceInterface = {
  readonly type: string | null
  readonly services: readonly string[]
  readonly protocols: readonly string[]
  readonly requiredEnvironment: readonly string[]
  readonly optionalEnvironment: readonly string[]
  readonly ports: readonly ServicePort[]
  readonly stateDirectory: string | null
  readonly database: 'postgresql' | 'redis' | 'sqlite' | null
  readonly runtime: 'rust' | 'go' | 'node' | 'deno' | 'bun' | 'ruby' | 'jvm' | 'python' | 'static' | null
  /** May hold `{option}`: what that option of the module is set to. */
  readonly arguments: readonly string[]
  /** Arguments that belong together, after those; left out where an option that they name is unset or off. */
  readonly argumentGroups?: readonly (readonly string[])[]
  /** Folder that it runs in, where that is not its state; may hold `{option}`. */
  readonly workingDirectory?: string
  /** Groups that it has to be in besides its own; may hold `{option}`. */
  readonly groups?: readonly string[]
  /** Addresses that a frontend's site passes on to, by path: `/api/`. */
  readonly locations?: ReadonlyMap<string, string>
  /** Below a frontend's output, where its files lie: `share/red-dwarf`. */
  readonly documentRoot?: string
  /** What it is, as the end of "Whether to enable …": `Sonar, which counts events`. */
  readonly description?: string
  /** Where its environment variables and its command line are documented; null for one that it does not have. */
  readonly documentation?: { readonly environment: string | null; readonly arguments: string | null }
  /** All that it keeps its data in, where that is more than one. */
  readonly databases?: readonly NonNullable<ServiceInterface['database']>[]
  /** It says of itself that it keeps no files. */
  readonly isStateless?: boolean
  /** Levels of its log, as it takes them; none where it can be told none. */
  readonly logLevels?: readonly string[]
  /** Variables that hold a secret, though their name does not tell. */
  readonly secretEnvironment?: readonly string[]
  /** What people configure, beyond what every service has. */
  readonly options?: readonly DeclaredOption[]
  /** Variables with their values; a text may hold `{option}`. */
  readonly environment?: ReadonlyMap<string, PlainValue>
  /** Path that answers well when the service is. */
  readonly healthCheck?: string
  /** It speaks HTTP to people or other machines, so that a web server may stand before it. */
  readonly isProxied?: boolean
  /** What it keeps is worth a backup. */
  readonly isBackedUp?: boolean
  /** Secrets that it reads from files. */
  readonly credentials?: readonly DeclaredCredential[]
}

/** A value that can stand in any language. */
export type PlainValue = string | number | boolean | null | readonly string[]

/** An option that a package wants its module to have. */
export type DeclaredOption = {
  /** `relay`, `appview.url`. */
  readonly name: string
  /** What it takes: `httpUrl`, `did`, `boolean`; `text` where nothing is said. */
  readonly type: string
  /** Regular expression that the whole of a text matches. */
  readonly pattern: string | null
  /** The words that it may be; empty for any. */
  readonly choices: readonly string[]
  /** It takes any number of them. */
  readonly isList: boolean
  /** Undefined where users have to set it. */
  readonly default: PlainValue | undefined
  readonly example: PlainValue | undefined
  readonly description: string
}

/** A secret in a file of its own. */
export type DeclaredCredential = {
  readonly name: string
  /** Variable that takes the path of the file. */
  readonly environment: string
  readonly description: string
}

export type ServicePort = {
  readonly name: string
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  /** Environment variable or flag that sets it, where the package says so. */
  readonly environment: string | null
  readonly argument: string | null
  /** That variable or flag takes an address with the port: `127.0.0.1:2470`. */
  readonly takesAddress?: boolean
  /** Prometheus reads metrics there. */
  readonly hasMetrics?: boolean
  /** The program listens there only where that variable is set. */
  readonly isOptional?: boolean
  /** Others reach it there, though nothing sets its number. */
  readonly isPublic?: boolean
}

/** A module's option set that holds an `enable`. */
export type Service = {
  /** `services.tangled.knot`; a set made per name is written `services.x.<name>`. */
  readonly option: string
  readonly location: Location
}

export type Option = {
  readonly path: string
  /** As its documentation says it; null where only the path of a set is known, and not what is declared in it. */
  readonly type: string | null
  readonly default: string | null
  readonly example: string | null
  readonly description: string | null
  readonly location: Location
  /** Declared inside a submodule's type: `services.x.sites.<name>.port`. */
  readonly inSubmodule: boolean
}

/** A `.nix` file that declares NixOS options. */
export type Module = {
  readonly path: string
  readonly org: string | null
  readonly system: 'nixos' | 'home-manager' | 'darwin'
  readonly services: readonly Service[]
  readonly options: readonly Option[]
  /** Entry points that reach it; empty for an orphan. */
  readonly entryPoints: readonly string[]
  /** Shared libraries it imports, transitively. */
  readonly libraries: readonly string[]
  readonly packageReferences: readonly PackageReference[]
  readonly units: readonly string[]
  readonly ports: readonly number[]
  readonly users: readonly string[]
  /** It is known to run no unit at all. */
  readonly runsNothing: boolean
  /** Hardening directives that its lasting services set, with their values as text; null where it has none, or they are not known. */
  readonly hardening: ReadonlyMap<string, string> | null
  /** The file in which the value of each of these directives is written: the module's own, or a library's. */
  readonly hardeningFiles: ReadonlyMap<string, string>
  /** Paths of the modules it imports itself. */
  readonly imports: readonly string[]
  /** What reading it runs into: a missing attribute, a missing file. */
  readonly faults: readonly EvaluationFault[]
  /** Why its options or its config are not known in full; null where they are. */
  readonly unknown: string | null
}

/** Why an evaluation fails, and where. */
export type EvaluationFault = {
  /** The evaluator's word for it: `missing-attribute`, `missing-file`, `throw`, … */
  readonly code: string
  readonly message: string
  readonly location: Location
}

/** A module reads this attribute from `pkgs`, or calls this file. */
export type PackageReference = {
  readonly attr: string | null
  readonly path: string | null
  readonly location: Location
  /** Behind an `or`, or under a condition. */
  readonly optional: boolean
  /** The option set whose `package` option has it as default; null for a mere mention. */
  readonly option: string | null
}

/** A function's shape: how it may be called. */
export type LibraryExport = {
  readonly name: string
  /** Argument after argument; empty for a plain value. */
  readonly parameters: readonly Parameter[]
  readonly documentation: string | null
  readonly location: Location
}

export type Parameter =
  | { readonly type: 'name'; readonly name: string }
  | {
      readonly type: 'set'
      readonly required: readonly string[]
      readonly optional: readonly string[]
      readonly open: boolean
    }

/** A `.nix` file of functions that modules import. */
export type Library = {
  readonly path: string
  /** How the file itself is called before its exports are seen: `import ./x.nix { inherit lib; }`. */
  readonly arguments: Parameter | null
  readonly exports: readonly LibraryExport[]
  /** Modules and libraries that import it. */
  readonly usedBy: readonly string[]
  /** Faults that make an export unusable, by export name. */
  readonly broken: ReadonlyMap<string, string>
  /** What reading its exports runs into. */
  readonly faults: readonly EvaluationFault[]
  /** Sets of hardening directives that it exports, by export name, with their values as text. */
  readonly hardening: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Exports that other exports of the library use. */
  readonly usesOwn: ReadonlySet<string>
  /** An entry point hands it out: its functions are for users too. */
  readonly isPublic: boolean
  readonly purpose: string | null
}

/** A file that users import. */
export type EntryPoint = {
  readonly path: string
  readonly exports: readonly ('packages' | 'modules' | 'overlay')[]
  /** Why its exports could not be known in full; null where they are. */
  readonly unknown: string | null
  /** Why it is not known which modules it reaches; null where it is. */
  readonly modulesUnknown: string | null
  /** What stands beside its packages under their attributes, sorted: sets of packages, functions. */
  readonly otherAttributes: readonly string[]
  /** How many of its modules fail to evaluate, so that users do not get them. */
  readonly brokenModules: number
  /** Arguments without default that it needs besides `pkgs`. */
  readonly requiredArguments: readonly string[]
  /** Files of the repository that evaluating it reads, sorted. */
  readonly files: readonly string[]
  /** What evaluating it, or one of its attributes, runs into. */
  readonly faults: readonly EvaluationFault[]
}

/** What the repository's overlays put into `pkgs`. */
export type OverlayAttributes = {
  /** Dotted attribute paths: `tangled`, `tangled.knot`. */
  readonly attrs: readonly string[]
  /** Those of them that may hold more than is known: sets of nixpkgs that the overlay adds to. */
  readonly open: readonly string[]
  /** Why there may be more; null where there is not. */
  readonly unknown: string | null
}

/** All packages, modules, services, libraries of one snapshot, each list sorted. */
export type Inventory = {
  readonly packages: readonly Package[]
  readonly modules: readonly Module[]
  readonly libraries: readonly Library[]
  readonly entryPoints: readonly EntryPoint[]
  /** Null where the repository has no overlay. */
  readonly overlay: OverlayAttributes | null
  /** What each Nix file says by itself, sorted by path. */
  readonly facts: readonly FileFacts[]
  /** Claims in prose about what the repository holds. */
  readonly claims: readonly Claim[]
  /** Faults met while reading: syntax errors, files too large, what the evaluator refused. */
  readonly problems: readonly Problem[]
}
