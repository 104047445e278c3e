import { describe, expect, it } from '@jest/globals'
import { attrsOf, inventoryOf, packageOf } from './inventory-of.ts'
import { packageFile } from './sample-files.ts'

describe('packages from default.nix', () => {
  it('reads one set called with pkgs', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }:\n{\n  lib = { };\n  modules = { };\n  a = pkgs.callPackage ./pkgs/a { };\n}\n',
      'pkgs/a/default.nix': packageFile(
        'a',
        'rustPlatform.buildRustPackage',
        'meta = { mainProgram = "ad"; description = "A daemon"; homepage = [ "https://a.example" ]; };',
      ),
    })
    expect(inventory.packages).toEqual([
      expect.objectContaining({
        attr: 'a',
        name: 'a',
        org: null,
        pname: 'a',
        version: '1.0',
        builder: 'rustPlatform.buildRustPackage',
        mainProgram: 'ad',
        description: 'A daemon',
        homepage: 'https://a.example',
        entryPoints: ['default.nix'],
        unknown: null,
        location: { path: 'pkgs/a/default.nix', line: 2, column: 1 },
      }),
    ])
    expect(inventory.entryPoints).toEqual([expect.objectContaining({ path: 'default.nix', unknown: null })])
  })

  it('flattens organisations to the names users write', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: import ./pkgs { inherit pkgs; inherit (pkgs) lib; }',
      'pkgs/default.nix': `{ pkgs, lib }:
let
  orgs = { tangled = pkgs.callPackage ./tangled { }; };
  prefix = org: lib.mapAttrs' (name: lib.nameValuePair "\${org}-\${name}");
in
lib.foldl' (all: org: all // prefix org (lib.filterAttrs (_: lib.isDerivation) orgs.\${org})) { } (lib.attrNames orgs)
`,
      'pkgs/tangled/default.nix':
        '{ pkgs }:\n{\n  _meta = { name = "tangled"; };\n  knot = pkgs.callPackage ./knot.nix { };\n  spindle = pkgs.callPackage ./spindle.nix { };\n}\n',
      'pkgs/tangled/knot.nix': packageFile('knot'),
      'pkgs/tangled/spindle.nix': packageFile('spindle'),
    })
    expect(attrsOf(inventory)).toEqual(['tangled-knot', 'tangled-spindle'])
    expect(packageOf(inventory, 'tangled-knot')).toMatchObject({
      name: 'knot',
      org: 'tangled',
      entryPoints: ['default.nix', 'pkgs/default.nix'],
      location: { path: 'pkgs/tangled/knot.nix', line: 2 },
    })
  })

  it.each([
    [
      'readDir',
      'pkgs.lib.mapAttrs (name: _: pkgs.callPackage (./pkgs + "/${name}") { }) (builtins.readDir ./pkgs)',
    ],
    [
      'makeScope',
      'pkgs.lib.makeScope pkgs.newScope (self: { a = self.callPackage ./pkgs/a { }; b = self.callPackage ./pkgs/b { }; })',
    ],
    [
      'a fixed point',
      'pkgs.lib.makeExtensible (self: { a = pkgs.callPackage ./pkgs/a { }; b = pkgs.callPackage ./pkgs/b { }; })',
    ],
    [
      'an own callPackage',
      'let call = pkgs.lib.callPackageWith (pkgs // ours); ours = { a = call ./pkgs/a { }; b = call ./pkgs/b { }; }; in ours',
    ],
    [
      'inherit',
      'let set = { a = pkgs.callPackage ./pkgs/a { }; b = pkgs.callPackage ./pkgs/b { }; }; in { inherit (set) a b; }',
    ],
    [
      'listToAttrs',
      'builtins.listToAttrs (map (name: { inherit name; value = pkgs.callPackage (./pkgs + "/${name}") { }; }) [ "a" "b" ])',
    ],
    ['an overlay', 'let ours = import ./overlay.nix (pkgs // ours) pkgs; in ours'],
    [
      'packages by name',
      'pkgs.lib.packagesFromDirectoryRecursive { inherit (pkgs) callPackage; directory = ./pkgs; }',
    ],
  ])('reads %s', (_, body) => {
    const inventory = inventoryOf({
      'default.nix': `{ pkgs }: ${body}`,
      ...(body.includes('overlay.nix')
        ? {
            'overlay.nix':
              'final: prev: { a = final.callPackage ./pkgs/a { }; b = final.callPackage ./pkgs/b { }; }',
          }
        : {}),
      [body.includes('Recursive') ? 'pkgs/a/package.nix' : 'pkgs/a/default.nix']: packageFile('a'),
      [body.includes('Recursive') ? 'pkgs/b/package.nix' : 'pkgs/b/default.nix']: packageFile('b'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b'])
    expect(packageOf(inventory, 'a').builder).toBe('buildGoModule')
  })

  it('looks into marked sets only', () => {
    const inventory = inventoryOf({
      'default.nix': `{ pkgs }: {
  plugins = pkgs.lib.recurseIntoAttrs { foo = pkgs.callPackage ./a.nix { }; };
  dropped = { bar = pkgs.callPackage ./a.nix { }; };
}`,
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['plugins.foo'])
  })

  it('tells several packages of one file apart, at the lines that define them', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { inherit (pkgs.callPackage ./links.nix { }) one two; }',
      'links.nix': `{ buildGoModule }:
let
  mk = pname: buildGoModule {
    inherit pname;
    version = "1";
  };
in
{
  one = mk "one";
  two = mk "two";
}
`,
    })
    expect(inventory.packages.map(({ attr, pname, location }) => [attr, pname, location.line])).toEqual([
      ['one', 'one', 9],
      ['two', 'two', 10],
    ])
  })

  it('places a package that a library builds where the library is called', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./pkgs/a { }; }',
      'lib/build.nix': '{ pkgs }: { mkService = args: pkgs.buildGoModule (args // { version = "1"; }); }',
      'pkgs/a/default.nix':
        '{ pkgs }:\nlet\n  ours = import ../../lib/build.nix { inherit pkgs; };\nin\nours.mkService { pname = "a"; }\n',
    })
    expect(packageOf(inventory, 'a').location).toMatchObject({ path: 'pkgs/a/default.nix', line: 5 })
  })

  it('keeps what an override changes', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { hello = pkgs.hello.overrideAttrs (old: { pname = "hello-ours"; }); }',
    })
    expect(packageOf(inventory, 'hello').pname).toBe('hello-ours')
  })

  it('reads the service interface and modular services', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile(
        'a',
        'buildGoModule',
        `passthru = {
    atproto = {
      type = "application";
      services = [ "pds" ];
      protocols = [ "com.atproto" ];
      configuration = { required = [ "PDS_HOST" ]; optional = [ "LOG" ]; };
      ports = [ { name = "http"; port = 3000; environment = "PORT"; } ];
      database = "postgresql";
      runtime = "go";
    };
    services.default = { imports = [ ]; };
  };`,
      ),
    })
    expect(packageOf(inventory, 'a')).toMatchObject({
      modularServices: ['default'],
      serviceInterface: {
        type: 'application',
        services: ['pds'],
        protocols: ['com.atproto'],
        requiredEnvironment: ['PDS_HOST'],
        optionalEnvironment: ['LOG'],
        ports: [{ name: 'http', port: 3000, protocol: 'tcp', environment: 'PORT', argument: null }],
        database: 'postgresql',
        runtime: 'go',
      },
    })
  })

  it('reads what a module is generated from, and leaves out what has no sense', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile(
        'a',
        'buildGoModule',
        `passthru.atproto = {
    type = "service";
    description = "Sonar, which counts";
    documentation.environment = "https://example.org";
    stateDirectory = null;
    database = [ "postgresql" "redis" "none" ];
    logLevels = [ ];
    proxy = true;
    backup = "yes";
    healthCheck = "/health";
    ports.http = { port = 3000; metrics = true; optional = true; };
    settings = {
      relay = { type = "did"; default = null; example = "x"; description = "Relay."; };
      words = { list = true; choices = [ "a" 1 "b" ]; };
      nonsense = 5;
    };
    environment = { A = "{relay}"; B = 5; C = x: x; D = { }; };
    credentials = { key = { environment = "KEY"; }; none = { }; };
    configuration.secrets = [ "HANDLE" ];
  };`,
      ),
    })
    const { serviceInterface } = packageOf(inventory, 'a')
    expect(serviceInterface).toMatchObject({
      description: 'Sonar, which counts',
      documentation: { environment: 'https://example.org', arguments: null },
      isStateless: true,
      database: 'postgresql',
      databases: ['postgresql', 'redis'],
      logLevels: [],
      isProxied: true,
      healthCheck: '/health',
      secretEnvironment: ['HANDLE'],
      ports: [{ hasMetrics: true, isOptional: true }],
      options: [
        { name: 'relay', type: 'did', default: null, example: 'x', isList: false },
        { name: 'words', type: 'text', default: undefined, isList: true, choices: ['a', 'b'] },
      ],
      environment: new Map<string, unknown>([
        ['A', '{relay}'],
        ['B', 5],
      ]),
      credentials: [{ name: 'key', environment: 'KEY', description: 'the key' }],
    })
    expect(serviceInterface).not.toHaveProperty('isBackedUp')
  })

  it('says what is broken', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile('a', 'buildGoModule', 'meta.broken = true;'),
    })
    expect(packageOf(inventory, 'a').disabled).toBe('meta.broken is set in a.nix, line 5')
  })
})

describe('one package under several attributes', () => {
  it('is one, with aliases, also where each is evaluated on its own', () => {
    const inventory = inventoryOf({
      'default.nix': `{ pkgs }:
let
  group = { a = pkgs.callPackage ./a.nix { }; b = pkgs.b.overrideAttrs { patches = [ ]; }; };
  again = { a = pkgs.callPackage ./a.nix { }; other = pkgs.callPackage ./a.nix { }; };
in
group // { tools = pkgs.lib.recurseIntoAttrs again; }
`,
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b', 'tools.other'])
    expect(packageOf(inventory, 'a').aliases).toEqual(['tools.a'])
  })

  it('is found in a marked set of any name', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { _meta = pkgs.lib.recurseIntoAttrs { a = pkgs.callPackage ./a.nix { }; }; _own.a = pkgs.hello; }',
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['_meta.a'])
  })
})

describe('what is not known', () => {
  it('is no package where it is a builder', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { inherit (pkgs.emacsPackages) trivialBuild; inherit (pkgs) writeText buildah; }',
    })
    expect(attrsOf(inventory)).toEqual(['buildah'])
  })

  it('is a package that has the name of something else', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { lib = pkgs.lib; shell = pkgs.mkShell { }; checks = { }; templates = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile('templates'),
    })
    expect(attrsOf(inventory)).toEqual(['templates'])
  })

  it('is no package where its name is that of a set', () => {
    const inventory = inventoryOf({
      'default.nix': `{ pkgs }:
{
  linuxPackages = pkgs.linuxPackages_latest.extend (self: super: { });
  python3Packages = pkgs.lib.recurseIntoAttrs pkgs.python3Packages;
  hello = pkgs.hello;
}`,
    })
    expect(attrsOf(inventory)).toEqual(['hello'])
  })

  it('may be a package though it is marked as a set', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.lib.recurseIntoAttrs (pkgs.wrapFirefox pkgs.librewolf { }); }',
    })
    expect(packageOf(inventory, 'a').unknown).toContain('builder')
  })

  it('is said, never guessed', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./a.nix { }; } // pkgs.someFunction ./.',
      'a.nix': packageFile('a'),
    })
    expect(inventory.entryPoints[0]?.unknown).toContain('nixpkgs')
    expect(packageOf(inventory, 'a').unknown).not.toBeNull()
  })

  it('keeps a package that is there only under a condition', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = if pkgs.config.x then pkgs.callPackage ./a.nix { } else pkgs.hello; }',
      'a.nix': packageFile('a'),
    })
    expect(packageOf(inventory, 'a')).toMatchObject({ pname: 'a' })
    expect(packageOf(inventory, 'a').unknown).not.toBeNull()
  })

  it('leaves out what is null on our platform, and names that throw', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { mac = if pkgs.stdenv.isDarwin then pkgs.hello else null; gone = throw "use b"; }',
    })
    expect(attrsOf(inventory)).toEqual([])
    expect(inventory.entryPoints[0]?.faults).toEqual([])
  })

  it('reports a fault at its place, and goes on', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }:\n{\n  a = pkgs.callPackage ./a.nix { };\n  b = { x = 1; }.y;\n}\n',
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b'])
    expect(inventory.entryPoints[0]?.faults).toEqual([
      expect.objectContaining({ code: 'missing-attribute', location: expect.objectContaining({ line: 4 }) }),
    ])
  })
})

describe('packages from a flake', () => {
  const flake = (outputs: string, inputs = 'nixpkgs.url = "github:NixOS/nixpkgs";'): string =>
    `{\n  inputs = { ${inputs} };\n  outputs = ${outputs};\n}\n`

  it.each([
    [
      'genAttrs',
      flake(
        '{ self, nixpkgs }: { packages = nixpkgs.lib.genAttrs [ "x86_64-linux" ] (system: { a = nixpkgs.legacyPackages.${system}.callPackage ./a.nix { }; }); }',
      ),
    ],
    [
      'import nixpkgs',
      flake(
        '{ self, nixpkgs }: { packages.x86_64-linux = let pkgs = import nixpkgs { system = "x86_64-linux"; overlays = [ self.overlays.default ]; }; in { inherit (pkgs) a; }; overlays.default = final: prev: { a = final.callPackage ./a.nix { }; }; }',
      ),
    ],
    [
      'flake-utils',
      flake(
        '{ self, nixpkgs, flake-utils }: flake-utils.lib.eachDefaultSystem (system: { packages.a = nixpkgs.legacyPackages.${system}.callPackage ./a.nix { }; })',
        'nixpkgs.url = "nixpkgs"; flake-utils.url = "github:numtide/flake-utils";',
      ),
    ],
    [
      'flake-parts',
      flake(
        'inputs@{ flake-parts, ... }: flake-parts.lib.mkFlake { inherit inputs; } { systems = [ "x86_64-linux" ]; imports = [ ./part.nix ]; }',
        'flake-parts.url = "github:hercules-ci/flake-parts";',
      ),
    ],
  ])('reads %s', (_, text) => {
    const inventory = inventoryOf({
      'flake.nix': text,
      'part.nix':
        '{ inputs, ... }: { perSystem = { pkgs, ... }: { packages.a = pkgs.callPackage ./a.nix { }; }; }',
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(packageOf(inventory, 'a').entryPoints).toContain('flake.nix')
  })

  it('knows one package by several names', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { tangled-knot = pkgs.callPackage ./a.nix { }; }',
      'flake.nix': flake(
        '{ self, nixpkgs }: { packages.x86_64-linux = rec { tangled-knot = nixpkgs.legacyPackages.x86_64-linux.callPackage ./a.nix { }; default = tangled-knot; knot = tangled-knot; }; overlays.default = final: prev: { tangled.knot = self.packages.${final.system}.tangled-knot; }; }',
      ),
      'a.nix': packageFile('knot'),
    })
    expect(attrsOf(inventory)).toEqual(['tangled-knot'])
    expect(packageOf(inventory, 'tangled-knot').aliases).toEqual(['default', 'knot', 'tangled.knot'])
    expect(inventory.overlay).toEqual({ attrs: ['tangled', 'tangled.knot'], open: [], unknown: null })
  })
})

describe('organisations', () => {
  it.each([
    ['pkgs/knot/default.nix', null],
    ['pkgs/by-name/kn/knot/package.nix', null],
    ['pkgs/tools/knot/default.nix', 'tools'],
  ])('of %s', (path, org) => {
    const inventory = inventoryOf({
      'default.nix': `{ pkgs }: { knot = pkgs.callPackage ./${path} { }; }`,
      [path]: packageFile('knot'),
    })
    expect(packageOf(inventory, 'knot').org).toBe(org)
  })
})
