import type { AlignedPackage, Alignment } from '../../../src/model/alignment.ts'
import type {
  Inventory,
  Library,
  LibraryExport,
  Module,
  Package,
  Parameter,
  ServiceInterface,
} from '../../../src/model/inventory.ts'
import type { Problem } from '../../../src/model/problem.ts'

/** Parts of an inventory with nothing in them but what a test says. */
export function packageOf(attr: string, part: Partial<Package> = {}): Package {
  return {
    attr,
    name: attr,
    org: null,
    location: { path: `pkgs/${attr}/default.nix`, line: 1, column: 1 },
    entryPoints: ['default.nix'],
    pname: attr,
    version: '1.0',
    description: null,
    homepage: null,
    mainProgram: attr,
    builder: null,
    serviceInterface: null,
    disabled: null,
    aliases: [],
    modularServices: [],
    unknown: null,
    ...part,
  }
}

export function interfaceOf(part: Partial<ServiceInterface> = {}): ServiceInterface {
  return {
    type: 'application',
    services: ['daemon'],
    protocols: [],
    requiredEnvironment: [],
    optionalEnvironment: [],
    ports: [],
    stateDirectory: null,
    database: null,
    runtime: null,
    arguments: [],
    ...part,
  }
}

export function moduleOf(path: string, option: string | null, part: Partial<Module> = {}): Module {
  const location = { path, line: 1, column: 1 }
  return {
    path,
    org: null,
    system: 'nixos',
    services: option === null ? [] : [{ option, location }],
    options: [],
    entryPoints: ['modules/default.nix'],
    libraries: [],
    packageReferences: [],
    units: [],
    ports: [],
    users: [],
    runsNothing: false,
    hardening: null,
    hardeningFiles: new Map(),
    imports: [],
    faults: [],
    unknown: null,
    ...part,
  }
}

export function libraryOf(
  path: string,
  exports: Readonly<Record<string, readonly Parameter[]>>,
  part: Partial<Library> = {},
): Library {
  return {
    path,
    arguments: { type: 'set', required: ['lib'], optional: [], open: true },
    exports: Object.entries(exports).map(([name, parameters]): LibraryExport => ({
      name,
      parameters,
      documentation: null,
      location: { path, line: 1, column: 1 },
    })),
    usedBy: [],
    broken: new Map(),
    faults: [],
    hardening: new Map(),
    usesOwn: new Set(),
    isPublic: false,
    purpose: null,
    ...part,
  }
}

/** A parameter with a name of its own. */
export function named(name: string): Parameter {
  return { type: 'name', name }
}

/** A parameter that is a set. */
export function taking(required: readonly string[], optional: readonly string[] = []): Parameter {
  return { type: 'set', required, optional, open: false }
}

export function inventoryOf(part: Partial<Inventory> = {}): Inventory {
  return {
    packages: [],
    modules: [],
    libraries: [],
    entryPoints: [],
    overlay: null,
    facts: [],
    claims: [],
    problems: [],
    ...part,
  }
}

export function alignedOf(pkg: Package, part: Partial<AlignedPackage> = {}): AlignedPackage {
  return {
    package: pkg,
    kind: 'service',
    evidence: [{ kind: 'service', weight: 5, text: '`passthru.atproto.services` names "daemon"' }],
    status: 'missing-module',
    modules: [],
    services: [],
    reason: 'No module configures it.',
    ...part,
  }
}

export function alignmentOf(
  packages: readonly AlignedPackage[],
  part: Partial<Inventory> = {},
  problems: readonly Problem[] = [],
): Alignment {
  const inventory = inventoryOf({ packages: packages.map((aligned) => aligned.package), ...part })
  const withStatus = (status: AlignedPackage['status']): number =>
    packages.filter((aligned) => aligned.status === status).length
  const services = withStatus('aligned') + withStatus('missing-module')
  return {
    inventory,
    packages,
    problems,
    summary: {
      packages: packages.length,
      services,
      modules: inventory.modules.length,
      libraries: inventory.libraries.length,
      organisations: new Set(packages.map((aligned) => aligned.package.org)).size,
      aligned: withStatus('aligned'),
      missing: withStatus('missing-module'),
      waived: withStatus('waived'),
      alignment: services === 0 ? 100 : Math.floor((withStatus('aligned') / services) * 100),
    },
  }
}

export function problemOf(code: string, part: Partial<Problem> = {}): Problem {
  return {
    code,
    severity: 'error',
    path: 'modules/x.nix',
    line: 3,
    column: 5,
    message: `Something is wrong: ${code}.`,
    remedy: 'Mend it.',
    subject: code,
    ...part,
  }
}
