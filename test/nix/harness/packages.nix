# A stand-in for nixpkgs: builders and fetchers that return what they were given, tools that only have a name.
{ lib }:

let
  storePath =
    name: content: "/nix/store/${builtins.hashString "md5" (builtins.toJSON content)}-${name}";

  derivation =
    arguments:
    let
      name = arguments.name or "${arguments.pname}-${arguments.version}";
      self =
        arguments.passthru or { }
        // arguments
        // {
          type = "derivation";
          inherit name;
          outPath = storePath (lib.strings.sanitizeDerivationName name) [
            name
            (arguments.text or null)
            (arguments.value or null)
          ];
          drvPath = "${self.outPath}.drv";
          outputName = "out";
          meta = arguments.meta or { };
          out = self;
          overrideAttrs =
            change: derivation (arguments // (if lib.isFunction change then change arguments else change));
        };
    in
    self;

  build = arguments: derivation (if lib.isFunction arguments then lib.fix arguments else arguments);

  fetch = arguments: derivation ({ name = "source"; } // removeAttrs arguments [ "name" ]);

  tool =
    name:
    derivation {
      pname = name;
      version = "1";
      meta.mainProgram = name;
    };

  format = type: {
    type = type lib.types;
    generate = name: value: derivation { inherit name value; };
  };

  anything = types: types.attrsOf types.anything;
in
lib.makeScope lib.callPackageWith (
  _:
  {
    inherit lib;

    stdenv = {
      mkDerivation = build;
      cc.cc.lib = tool "cc-lib";
      hostPlatform = {
        system = "x86_64-linux";
        isLinux = true;
        isDarwin = false;
      };
    };
    stdenvNoCC.mkDerivation = build;
    buildGoModule = build;
    buildNpmPackage = build;
    buildRubyGem = build;
    bundlerEnv = build;
    rustPlatform = {
      buildRustPackage = build;
      bindgenHook = tool "bindgen";
    };
    python3Packages.buildPythonApplication = build;
    symlinkJoin = build;

    fetchFromGitHub = fetch;
    fetchgit = fetch;
    fetchurl = fetch;
    fetchzip = fetch;
    fetchPnpmDeps = fetch;
    fetchYarnDeps = fetch;

    writeShellScript = name: text: derivation { inherit name text; };
    writeText = name: text: derivation { inherit name text; };
    writeTextDir = name: text: derivation { inherit name text; };
    writeShellApplication = arguments: build ({ meta.mainProgram = arguments.name; } // arguments);
    runCommand =
      name: _: text:
      derivation { inherit name text; };
    linkFarm = name: entries: derivation { inherit name entries; };

    formats =
      lib.mapAttrs
        (
          _: type: _:
          format type
        )
        {
          json = anything;
          yaml = anything;
          toml = anything;
          ini = anything;
          keyValue = anything;
        };
  }
  // lib.genAttrs [
    "autoPatchelfHook"
    "bash"
    "bundler"
    "cacert"
    "chromedriver"
    "chromium"
    "cmake"
    "coreutils"
    "curl"
    "deno"
    "ffmpeg"
    "git"
    "go"
    "gnutar"
    "gst_all_1"
    "installShellFiles"
    "jq"
    "libpq"
    "lz4"
    "makeWrapper"
    "nix"
    "nodejs"
    "nodejs_20"
    "nodejs_22"
    "openssh"
    "openssl"
    "perl"
    "pkg-config"
    "pnpm"
    "pnpmConfigHook"
    "pnpm_9"
    "pnpm_10"
    "postgresql"
    "protobuf"
    "python3"
    "restic"
    "ruby"
    "sqlite"
    "tailwindcss_3"
    "templ"
    "vips"
    "yarn"
    "yarnBuildHook"
    "yarnConfigHook"
    "yarn-berry"
    "zstd"
  ] tool
)
