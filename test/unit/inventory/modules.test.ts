import { describe, expect, it } from '@jest/globals'
import { inventoryOf, moduleOf } from './inventory-of.ts'
import { moduleFile, packageFile } from './sample-files.ts'

const optionsOf = (files: Readonly<Record<string, string>>, path = 'modules/x.nix'): readonly string[] =>
  moduleOf(inventoryOf(files), path).services.map(({ option }) => option)

describe('options of a module', () => {
  it('are found with their types, defaults and places', () => {
    const inventory = inventoryOf({
      'modules/x.nix': moduleFile(
        'x',
        'port = lib.mkOption { type = lib.types.port; default = 80; description = "Port."; };',
      ),
    })
    expect(moduleOf(inventory, 'modules/x.nix')).toMatchObject({
      services: [{ option: 'services.x', location: { path: 'modules/x.nix', line: 7 } }],
      options: [
        { path: 'services.x.enable', type: 'boolean', default: 'false' },
        {
          path: 'services.x.port',
          type: expect.stringContaining('16 bit'),
          default: '80',
          description: 'Port.',
        },
      ],
      units: ['x.service'],
      hardening: new Map([['DynamicUser', 'true']]),
      unknown: null,
      faults: [],
    })
  })

  it('are found whatever helper made them', () => {
    const options = optionsOf({
      'lib/common.nix':
        '{ lib }: rec { mkOptions = name: extra: { enable = lib.mkEnableOption name; } // extra; mkModule = name: { options.services.${name} = mkOptions name { }; }; }',
      'modules/x.nix':
        '{ lib, ... }@args: let common = import ../lib/common.nix { inherit lib; }; in { options.services.a.b = common.mkOptions "b" { metrics.enable = lib.mkEnableOption "metrics"; }; }',
    })
    expect(options).toEqual(['services.a.b', 'services.a.b.metrics'])
  })

  it.each([
    ['a submodule', 'lib.types.submodule { options.enable = lib.mkEnableOption "x"; }', 'services.x'],
    [
      'a submodule per name',
      'lib.types.attrsOf (lib.types.submodule ({ name, ... }: { options.enable = lib.mkEnableOption name; }))',
      'services.x.<name>',
    ],
    [
      'a list of submodules',
      'lib.types.listOf (lib.types.submodule { options.enable = lib.mkEnableOption "x"; })',
      'services.x.*',
    ],
    [
      'perhaps a submodule',
      'lib.types.nullOr (lib.types.submodule { options.enable = lib.mkEnableOption "x"; })',
      'services.x',
    ],
    [
      'a type below two withs',
      'with lib; with types; types.submodule { options.enable = mkEnableOption "x"; }',
      'services.x',
    ],
  ])('are found in %s', (_, type, option) => {
    const text = `{ lib, ... }: { options.services.x = lib.mkOption { type = ${type}; default = { }; }; }`
    expect(optionsOf({ 'modules/x.nix': text })).toEqual([option])
  })

  it.each([
    ['curried with a flake', 'self: { lib, ... }: { options.services.x.enable = lib.mkEnableOption "x"; }'],
    [
      'curried with a set',
      '{ inputs }: { lib, ... }: { options.services.x.enable = lib.mkEnableOption "x"; }',
    ],
    ['below a let', 'let n = "x"; in { lib, ... }: { options.services.${n}.enable = lib.mkEnableOption n; }'],
    [
      'with mkPackageOption',
      '{ lib, pkgs, ... }: { options.services.x = { enable = lib.mkEnableOption "x"; package = lib.mkPackageOption pkgs "x" { }; }; }',
    ],
  ])('are found in a module %s', (_, text) => {
    expect(optionsOf({ 'modules/x.nix': text })).toEqual(['services.x'])
  })

  it('are not known where a part of them is not', () => {
    const module = moduleOf(
      inventoryOf({
        'modules/x.nix':
          '{ lib, pkgs, ... }: { options = { a.enable = lib.mkEnableOption "a"; } // pkgs.someOptions; }',
      }),
      'modules/x.nix',
    )
    expect(module.unknown).not.toBeNull()
  })

  it('are not looked for in tests and modular services', () => {
    const { modules } = inventoryOf({
      'tests/x.nix': moduleFile('x'),
      'pkgs/x/service.nix':
        '{ lib, ... }: { _class = "service"; options.x.enable = lib.mkEnableOption "x"; }',
    })
    expect(modules).toEqual([])
  })
})

describe('what a module does', () => {
  it('is read with its services enabled and defaults else', () => {
    const inventory = inventoryOf({
      'lib/common.nix': `{ lib }: {
  mkService = cfg: name: {
    systemd.services."ours-\${lib.toLower name}".serviceConfig = { ExecStart = "/bin/x"; ProtectHome = true; User = cfg.user; };
    users.users.\${cfg.user}.isSystemUser = true;
  };
}`,
      'modules/x.nix': `{ config, lib, ... }:
let
  cfg = config.services.x;
  common = import ../lib/common.nix { inherit lib; };
in
{
  options.services.x = {
    enable = lib.mkEnableOption "x";
    user = lib.mkOption { type = lib.types.str; default = "xer"; };
    port = lib.mkOption { type = lib.types.port; default = 8080; };
    openFirewall = lib.mkEnableOption "the firewall";
  };
  config = lib.mkIf cfg.enable (lib.mkMerge [
    (common.mkService cfg "X")
    { networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall [ cfg.port ]; }
    { systemd.services.nginx.serviceConfig.ReadWritePaths = [ "/x" ]; }
    { systemd.timers.ours-x-clean.timerConfig.OnCalendar = "daily"; }
  ]);
}`,
    })
    expect(moduleOf(inventory, 'modules/x.nix')).toMatchObject({
      units: ['ours-x-clean.timer', 'ours-x.service'],
      users: ['xer'],
      ports: [8080],
      libraries: ['lib/common.nix'],
      hardening: new Map([['ProtectHome', 'true']]),
    })
  })

  it('is named per name where there is a unit for each', () => {
    const inventory = inventoryOf({
      'modules/x.nix': `{ config, lib, ... }: {
  options.services.x.sites = lib.mkOption { default = { }; type = lib.types.attrsOf (lib.types.submodule { options.enable = lib.mkEnableOption "it"; }); };
  config.systemd.services = lib.mapAttrs' (name: _: lib.nameValuePair "x-\${name}" { script = "x"; }) config.services.x.sites;
}`,
    })
    expect(moduleOf(inventory, 'modules/x.nix').units).toEqual(['x-<name>.service'])
  })

  it('tells a fault in a library that it calls', () => {
    const inventory = inventoryOf({
      'lib/common.nix': '{ lib }: {\n  mkUser = cfg: {\n    users.users.x.home = cfg.dataDira;\n  };\n}\n',
      'modules/x.nix': `{ config, lib, ... }:
let
  cfg = config.services.x;
  common = import ../lib/common.nix { inherit lib; };
in
{
  options.services.x = { enable = lib.mkEnableOption "x"; dataDir = lib.mkOption { default = "/x"; }; };
  config = lib.mkIf cfg.enable (common.mkUser cfg);
}`,
    })
    expect(moduleOf(inventory, 'modules/x.nix').faults).toEqual([
      expect.objectContaining({
        code: 'missing-attribute',
        location: expect.objectContaining({ path: 'lib/common.nix', line: 3 }),
      }),
    ])
  })

  it('keeps quiet about what depends on how users call an instance, and on what nixpkgs declares beside it', () => {
    const inventory = inventoryOf({
      'modules/x.nix': `{ config, lib, ... }:
let
  unit = { type ? null }@args: name: let parts = builtins.match "(.*)[.](.*)" name; in if parts == null then args.type else builtins.elemAt parts 1;
in
{
  options.services.x = lib.mkOption {
    default = { };
    type = lib.types.attrsOf (lib.types.submodule ({ name, ... }: { options.kind = lib.mkOption { default = unit { } name; }; }));
  };
  options.users.users = lib.mkOption {
    type = lib.types.attrsOf (lib.types.submodule ({ config, ... }: { options.home-x = lib.mkOption { default = config.isNormalUser && config.home-x; }; }));
  };
  config.environment.etc = lib.mapAttrs (_: { kind, ... }: { text = kind; }) config.services.x
    // lib.mapAttrs (_: user: { enable = user.home-x; }) config.users.users;
}`,
    })
    expect(moduleOf(inventory, 'modules/x.nix').faults).toEqual([])
  })

  it('keeps quiet about what users may set', () => {
    const inventory = inventoryOf({
      'modules/x.nix': `{ config, lib, ... }: {
  options.services.x = { enable = lib.mkEnableOption "x"; settings = lib.mkOption { type = lib.types.attrs; default = { }; }; };
  config = lib.mkIf config.services.x.enable { environment.etc.x.text = config.services.x.settings.any.thing; };
}`,
    })
    expect(moduleOf(inventory, 'modules/x.nix').faults).toEqual([])
  })
})

describe('packages that a module refers to', () => {
  const referencesOf = (fallback: string): unknown => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { overlays.default = import ./overlay.nix; tangled-knot = pkgs.callPackage ./pkgs/knot { }; }',
      'overlay.nix': 'final: prev: { tangled.knot = final.callPackage ./pkgs/knot { }; }',
      'pkgs/knot/default.nix': packageFile('knot'),
      'modules/x.nix': moduleFile(
        'x',
        `package = lib.mkOption { type = lib.types.package; default = ${fallback}; };`,
      ),
    })
    return moduleOf(inventory, 'modules/x.nix').packageReferences.filter(({ option }) => option !== null)
  }

  it.each([
    ['pkgs.tangled.knot', 'tangled-knot'],
    ['pkgs.callPackage ../pkgs/knot { }', 'tangled-knot'],
    ['pkgs.tangled-knot or pkgs.knot', 'tangled-knot'],
  ])('%s', (fallback, attr) => {
    expect(referencesOf(fallback)).toContainEqual(expect.objectContaining({ attr, option: 'services.x' }))
  })
})

describe('reachability', () => {
  const files = { 'modules/a/x.nix': moduleFile('x'), 'modules/a/y.nix': moduleFile('y') }
  const reached = (more: Readonly<Record<string, string>>): unknown => {
    const inventory = inventoryOf({ ...files, ...more })
    return Object.fromEntries(inventory.modules.map(({ path, entryPoints }) => [path, entryPoints]))
  }

  it.each([
    ['a list of imports', '{ imports = [ ./a/x.nix ]; }'],
    ['a module with imports', '{ lib, ... }: { imports = lib.optionals true [ ./a/x.nix ]; }'],
    ['names', '{ lib, ... }: { imports = map (name: ./a + "/${name}.nix") (lib.unique [ "x" "x" ]); }'],
    ['a set of modules', '{ x = ./a/x.nix; }'],
    ['imported functions', '{ x = import ./a/x.nix; }'],
    ['a module in place that asks for nothing', '{ x = { ... }: { imports = [ (import ./a/x.nix) ]; }; }'],
    ['a module in place that is made', '{ x = (_: { ... }: { imports = [ ./a/x.nix ]; }) 1; }'],
    [
      'files by how they are called',
      '{ lib, ... }: { imports = lib.filter (lib.hasSuffix "x.nix") (lib.filesystem.listFilesRecursive ./a); }',
    ],
    ['modules inside', '{ imports = [ { imports = [ (import ./a/x.nix) ]; } ]; }'],
    [
      'a condition that is not known',
      '{ pkgs, ... }: { imports = if pkgs.config.x then [ ./a/x.nix ] else [ ]; }',
    ],
  ])('goes through %s', (_, text) => {
    expect(reached({ 'modules/default.nix': text })).toEqual({
      'modules/a/x.nix': ['modules/default.nix'],
      'modules/a/y.nix': [],
    })
  })

  it.each(['self + "/modules/a/x.nix"', '"${self}/modules/a/x.nix"', '"${./.}/modules/a/x.nix"'])(
    'goes through the text %s',
    (module) => {
      const flake = `{ outputs = { self, ... }: { nixosModules.x = { imports = [ (${module}) ]; }; }; }`
      expect(reached({ 'flake.nix': flake })).toEqual({
        'modules/a/x.nix': ['flake.nix'],
        'modules/a/y.nix': [],
      })
    },
  )

  it('is told for each entry point', () => {
    expect(
      reached({
        'default.nix': '{ pkgs }: { modules = import ./modules; }',
        'modules/default.nix': '{ x = ./a/x.nix; }',
        'flake.nix':
          '{ outputs = { self, nixpkgs }: { nixosModules = let all = nixpkgs.lib.mapAttrs (name: _: import (./modules/a + "/${name}")) (builtins.readDir ./modules/a); in all // { default = { imports = builtins.attrValues all; }; }; }; }',
      }),
    ).toEqual({
      'modules/a/x.nix': ['default.nix', 'flake.nix', 'modules/default.nix'],
      'modules/a/y.nix': ['flake.nix'],
    })
  })

  it.each([
    ['imports', '{ pkgs, ... }: { imports = pkgs.findModules ./.; }'],
    ['a module in place', '{ x = { pkgs, ... }: pkgs.findModules ./.; }'],
    ['a module in place that fails', '{ x = { ... }: throw "no"; }'],
    ['a file that fails', '{ x = ../broken.nix; }'],
    ['a part of a module', '{ x = { pkgs, ... }: { a = 1; } // pkgs.settings; }'],
  ])('is not known where %s is not', (_, text) => {
    const { entryPoints } = inventoryOf({
      ...files,
      'broken.nix': '{ ... }: throw "no"',
      'modules/default.nix': text,
    })
    expect(entryPoints[0]?.modulesUnknown).not.toBeNull()
  })

  it('is of one module where its options are written in another file', () => {
    expect(
      reached({
        'modules/default.nix': '{ imports = [ ./b.nix ]; }',
        'modules/b.nix':
          '{ lib, ... }: { inherit (import ./b-options.nix { inherit lib; }) options; config = { }; }',
        'modules/b-options.nix': '{ lib, ... }: { options.services.b.enable = lib.mkEnableOption "b"; }',
      }),
    ).toEqual({ 'modules/a/x.nix': [], 'modules/a/y.nix': [], 'modules/b.nix': ['modules/default.nix'] })
  })

  it('counts the modules that fail', () => {
    const { entryPoints } = inventoryOf({
      ...files,
      'default.nix': '{ pkgs }: { modules.imports = [ (import ./modules/a/x.nix // { a = 1; }) ]; }',
    })
    expect(entryPoints[0]).toMatchObject({ brokenModules: 1, modulesUnknown: null })
  })
})

describe('a list of modules that asks for more than users give', () => {
  it('is no entry point of its own', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: rec { own = { }; modules = import ./modules { inherit own; }; }',
      'modules/default.nix': '{ own }: { x = ./x.nix; }',
      'modules/x.nix': moduleFile('x'),
    })
    expect(moduleOf(inventory, 'modules/x.nix').entryPoints).toEqual(['default.nix'])
    expect(inventory.entryPoints.map(({ path, exports, faults }) => [path, exports, faults])).toEqual([
      ['default.nix', ['packages', 'modules'], []],
      ['modules/default.nix', [], []],
    ])
  })
})

describe('the lib of a module', () => {
  const faultsOf = (flake: string): unknown =>
    moduleOf(
      inventoryOf({
        'flake.nix': flake,
        'x.nix':
          '{ lib, ... }: { options.services.x = { enable = lib.mkEnableOption "x"; }; config.environment.etc.x.text = lib.mine.text + lib.strings.mine; }',
      }),
      'x.nix',
    ).faults

  it('may be extended by the repository', () => {
    const flake =
      '{ outputs = { nixpkgs, ... }: let libSuper = nixpkgs.lib; lib = libSuper.extend (final: prev: { mine.text = "a"; strings = prev.strings // { mine = "a"; }; }); in { inherit lib; nixosModules.x = ./x.nix; }; }'
    expect(faultsOf(flake)).toEqual([])
    expect(faultsOf('{ outputs = _: { nixosModules.x = ./x.nix; }; }')).toMatchObject([
      { code: 'missing-attribute' },
    ])
  })
})

describe("flake-parts' modules", () => {
  it.each(['flake-modules/x.nix', 'modules/flake-parts/x.nix', 'modules/flake/x.nix'])(
    'are none: %s',
    (path) => {
      expect(
        inventoryOf({ 'flake.nix': '{ outputs = _: { nixosModules = { }; }; }', [path]: moduleFile('x') })
          .modules,
      ).toEqual([])
    },
  )
})

describe('a root that is a module itself', () => {
  it('hands out what it imports', () => {
    const { modules, entryPoints } = inventoryOf({
      'default.nix':
        '{ config, lib, pkgs, ... }: { imports = [ ./x.nix ]; config.networking.hostName = "a"; }',
      'x.nix': moduleFile('x'),
    })
    expect(modules.map(({ path, entryPoints: by }) => [path, by])).toEqual([['x.nix', ['default.nix']]])
    expect(entryPoints).toMatchObject([{ exports: ['modules'], requiredArguments: [], faults: [] }])
  })
})

describe('the system of a module', () => {
  it.each([
    ['default.nix', '{ pkgs }: { modules = { x = ./m/x.nix; hmModules.y = ./m/y.nix; }; }'],
    ['modules/default.nix', '{ x = ../m/x.nix; home-manager = { y = ../m/y.nix; }; }'],
    ['flake.nix', '{ outputs = _: { nixosModules.x = ./m/x.nix; homeModules.y = ./m/y.nix; }; }'],
    ['default.nix', '{ pkgs }: { modules.x = ./m/x.nix; hm-modules = { all = [ ./m/y.nix ]; }; }'],
    ['flake.nix', '{ outputs = _: { nixosModules.x = ./m/x.nix; homeModule = ./m/y.nix; }; }'],
  ])('is that of the set it is handed out in by %s', (entryPoint, text) => {
    const inventory = inventoryOf({
      [entryPoint]: text,
      'm/x.nix': moduleFile('x'),
      'm/y.nix': moduleFile('y'),
    })
    expect(moduleOf(inventory, 'm/x.nix').system).toBe('nixos')
    expect(moduleOf(inventory, 'm/y.nix').system).toBe('home-manager')
  })

  it.each([
    ['modules/nixos/x.nix', 'nixos'],
    ['modules/home-manager/x.nix', 'home-manager'],
    ['modules/darwin/x.nix', 'darwin'],
  ])('of %s', (path, system) => {
    expect(moduleOf(inventoryOf({ [path]: moduleFile('x') }), path).system).toBe(system)
  })
})
