import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadNixParser } from '../../../../grammar/load.ts'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import type { AlignedPackage } from '../../../../src/model/alignment.ts'
import type { Inventory, ServiceInterface } from '../../../../src/model/inventory.ts'
import type { NixParser } from '../../../../src/nix/parser.ts'
import { planScaffold } from '../../../../src/plan/scaffold/plan-scaffold.ts'
import type { ScaffoldPlan } from '../../../../src/plan/scaffold/scaffold-plan.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import {
  alignedOf,
  alignmentOf,
  interfaceOf,
  libraryOf,
  moduleOf,
  named,
  packageOf,
  taking,
} from '../sample.ts'
import { evaluateModules, withFolder, type Evaluated } from './real-nixos.ts'

export const templates = loadTemplates()
export const parser: NixParser = await loadNixParser()

type Files = Readonly<Record<string, string>>

/** A repository with one package `spindle` of `tangled` that lacks its module. */
export type House = { readonly files: Files; readonly inventory: Partial<Inventory>; readonly option: string }

export const packageFile = '{ lib, buildGoModule }: buildGoModule { pname = "spindle"; }\n'
export const sets = {
  'default.nix': '{ pkgs }: { }\n',
  'pkgs/tangled/default.nix': '{ pkgs }: { spindle = pkgs.callPackage ./spindle.nix { }; }\n',
  'pkgs/tangled/spindle.nix': packageFile,
}

export const bare: House = { files: sets, inventory: {}, option: 'services.tangled-spindle' }

const simpleLibrary = `{ lib }:
{
  standardSecurityConfig = { ProtectSystem = "strict"; ProtectHome = true; };
  mkServiceOptions = name: extraOptions: { enable = lib.mkEnableOption name; } // extraOptions;
  mkSystemdService =
    { name, description ? name, execStart, serviceConfig ? { } }:
    {
      systemd.services.\${name} = {
        inherit description;
        wantedBy = [ "multi-user.target" ];
        serviceConfig = { ExecStart = execStart; DynamicUser = true; ProtectHome = true; } // serviceConfig;
      };
    };
}
`
export const withSimpleLibrary: House = {
  files: {
    ...sets,
    'lib/service-common.nix': simpleLibrary,
    'modules/default.nix': '{\n  imports = [\n    ./tangled\n  ];\n}\n',
    'modules/tangled/default.nix': '{\n  imports = [\n    ./knot.nix\n  ];\n}\n',
    'modules/tangled/knot.nix': '{ }\n',
  },
  inventory: {
    modules: [moduleOf('modules/tangled/knot.nix', 'services.tangled.knot', { org: 'tangled' })],
    libraries: [
      libraryOf(
        'lib/service-common.nix',
        {
          standardSecurityConfig: [],
          mkServiceOptions: [named('name'), named('extraOptions')],
          mkSystemdService: [taking(['name', 'execStart'], ['description', 'serviceConfig'])],
        },
        { usedBy: ['modules/tangled/knot.nix'] },
      ),
    ],
  },
  option: 'services.tangled.spindle',
}

const root = join(import.meta.dirname, '../../../..')
const ownLibrary: Files = Object.fromEntries(
  readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.nix'))
    .map((path) => [`lib/${path}`, readFileSync(join(root, 'lib', path), 'utf8')]),
)
export const withOwnLibrary: House = {
  files: { ...sets, ...ownLibrary },
  inventory: {
    modules: [
      moduleOf('modules/tangled/knot.nix', 'services.tangled-knot', {
        org: 'tangled',
        packageReferences: [
          {
            attr: 'tangled-knot',
            path: null,
            optional: true,
            option: 'services.tangled-knot',
            location: { path: 'modules/tangled/knot.nix', line: 1, column: 1 },
          },
        ],
      }),
    ],
    libraries: [
      libraryOf(
        'lib/service-common.nix',
        {
          mkServiceOptions: [
            taking(
              ['name', 'description', 'package'],
              ['packageText', 'port', 'runtime', 'logLevels', 'settings', 'arguments', 'secrets'],
            ),
          ],
          mkConfigValidation: [named('cfg'), named('rules')],
          mkUserConfig: [named('cfg')],
          mkDirectoryConfig: [named('cfg'), named('extraDirs')],
          mkFirewallConfig: [named('cfg'), named('ports')],
          mkSystemdService: [
            named('cfg'),
            taking(
              [],
              ['command', 'description', 'runtime', 'environment', 'ports', 'after', 'serviceConfig'],
            ),
          ],
        },
        { usedBy: ['modules/tangled/knot.nix'] },
      ),
    ],
  },
  option: 'services.tangled-spindle',
}

const strangersLibrary = `{ lib, pkgs, ... }:
with lib;
rec {
  standardSecurityConfig = { ProtectSystem = "strict"; ProtectHome = true; MemoryDenyWriteExecute = true; };
  standardRestartConfig = { Restart = "on-failure"; StartLimitBurst = 3; };
  mkTangledServiceOptions = name: extraOptions: {
    enable = mkEnableOption name;
    package = mkOption { type = types.package; default = null; };
    user = mkOption { type = types.str; default = "tangled-\${name}"; };
    group = mkOption { type = types.str; default = "tangled-\${name}"; };
    dataDir = mkOption { type = types.path; default = "/var/lib/tangled-\${name}"; };
    logLevel = mkOption { type = types.str; default = "info"; };
    openFirewall = mkOption { type = types.bool; default = false; };
  } // extraOptions;
  mkUserConfig = cfg: { users.users.\${cfg.user} = { isSystemUser = true; group = cfg.group; }; users.groups.\${cfg.group} = { }; };
  mkDirectoryConfig = cfg: dirs: { systemd.tmpfiles.rules = [ "d \${cfg.dataDira}" ] ++ dirs; };
  mkFirewallConfig = cfg: ports: { networking.firewall = mkIf cfg.openFirewall { allowedTCPPorts = ports; }; };
  mkSystemdService = cfg: name: args: {
    systemd.services."tangled-\${toLower name}".serviceConfig = standardSecurityConfig // standardRestartConfig // (args.serviceConfig or { });
  };
}
`
export const withStrangersLibrary: House = {
  files: { ...sets, 'lib/tangled.nix': strangersLibrary },
  inventory: {
    modules: [moduleOf('modules/tangled/knot.nix', 'services.tangled-knot', { org: 'tangled' })],
    libraries: [
      libraryOf(
        'lib/tangled.nix',
        {
          standardSecurityConfig: [],
          standardRestartConfig: [],
          mkTangledServiceOptions: [named('serviceName'), named('extraOptions')],
          mkUserConfig: [named('cfg')],
          mkDirectoryConfig: [named('cfg'), named('extraDirs')],
          mkFirewallConfig: [named('cfg'), named('ports')],
          mkSystemdService: [named('cfg'), named('serviceName'), named('serviceConfig')],
        },
        {
          usedBy: ['modules/tangled/knot.nix'],
          arguments: { type: 'set', required: ['lib', 'pkgs'], optional: [], open: true },
        },
      ),
    ],
  },
  option: 'services.tangled-spindle',
}

export const houses: readonly (readonly [name: string, house: House])[] = [
  ['no library', bare],
  ['a simple library', withSimpleLibrary],
  ['this repository’s library', withOwnLibrary],
  ['a stranger’s library with faults', withStrangersLibrary],
]

export function spindle(
  serviceInterface: ServiceInterface | null,
  part: Partial<AlignedPackage> = {},
): AlignedPackage {
  const location = { path: 'pkgs/tangled/spindle.nix', line: 1, column: 1 }
  const pkg = packageOf('tangled-spindle', {
    name: 'spindle',
    org: 'tangled',
    location,
    mainProgram: 'true',
    description: 'Continuous integration server',
    builder: 'buildGoModule',
    serviceInterface,
  })
  return alignedOf(pkg, part)
}

export function scaffold(
  { files, inventory }: House,
  packages: readonly AlignedPackage[],
  wanted?: readonly string[],
): ScaffoldPlan {
  return planScaffold({
    alignment: alignmentOf(packages, inventory),
    snapshot: memorySnapshot(files),
    parser,
    templates,
    config: defaultConfig,
    ...(wanted === undefined ? {} : { packages: wanted }),
  })
}

export function moduleText(plan: ScaffoldPlan): string {
  const [module] = plan.modules
  return plan.files.find(({ path }) => path === module?.path)?.content ?? ''
}

/** Writes the house with its scaffold and evaluates the new module. */
export function evaluate(house: House, plan: ScaffoldPlan, settings: string): Evaluated {
  const files = new Map(Object.entries(house.files))
  for (const { path, content } of plan.files) files.set(path, content ?? '')
  return withFolder(files, (folder) =>
    evaluateModules(
      folder,
      plan.modules.map(({ path }) => path),
      settings,
    ),
  )
}

export const everything = interfaceOf({
  requiredEnvironment: ['SPINDLE_OWNER', 'SPINDLE_DATABASE_URL', 'SPINDLE_SECRET'],
  optionalEnvironment: ['SPINDLE_LOG_LEVEL'],
  ports: [
    { name: 'http', port: 6555, protocol: 'tcp', environment: null, argument: '--port' },
    { name: 'gossip', port: 6556, protocol: 'udp', environment: 'GOSSIP_PORT', argument: null },
    { name: 'metrics', port: 9090, protocol: 'tcp', environment: null, argument: null },
  ],
  stateDirectory: 'spindle',
  database: 'postgresql',
  runtime: 'node',
  arguments: ['serve', '%i "$x" ${y}'],
})
