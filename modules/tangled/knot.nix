# Knot: a git server whose owners and members are accounts of the AT Protocol.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.tangled-knot;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  internal = "127.0.0.1:${toString cfg.internalPort}";

  # What `git push` and `git fetch` over SSH find when they ask the server who may sign in.
  authorizedKeys = pkgs.writeShellScript "tangled-knot-keys" ''
    exec ${lib.getExe cfg.package} keys \
      -output authorized-keys \
      -internal-api http://${internal} \
      -git-dir ${lib.escapeShellArg cfg.repositories} \
      -log-path /dev/null
  '';
in
{
  options.services.tangled-knot =
    serviceLib.mkServiceOptions {
      name = "tangled-knot";
      description = "Knot, a git server for accounts of the AT Protocol";
      package = pkgs.tangled-knot or (pkgs.callPackage ../../pkgs/tangled/knot.nix { });
      port = 5555;
      address = "127.0.0.1";
      settings = "https://tangled.org/@tangled.org/core/tree/master/knotserver/config, as `KNOT_…`";
    }
    // integration.nginxOptions
    // integration.backupOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "knot.example.com";
        description = "Domain name that the server is reached under.";
      };

      owner = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
        description = "Account that owns the server.";
      };

      repositories = lib.mkOption {
        type = serviceLib.serviceTypes.statePath;
        default = "/var/lib/tangled-knot/repositories";
        example = "/srv/git";
        description = "Directory of the git repositories.";
      };

      mainBranch = lib.mkOption {
        type = lib.types.strMatching "[A-Za-z0-9._/-]+";
        default = "main";
        example = "trunk";
        description = "Branch that a new repository begins with.";
      };

      internalPort = lib.mkOption {
        type = serviceLib.serviceTypes.port;
        default = 5444;
        example = 5445;
        description = "Port on this machine that the SSH server asks for keys on.";
      };

      appview = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://tangled.org";
        example = "https://forge.example.com";
        description = "Web interface that the server belongs to.";
      };

      jetstream = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://jetstream1.us-west.bsky.network/subscribe";
        example = "ws://127.0.0.1:8080/subscribe";
        description = "Jetstream that the events come from.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      ssh = lib.mkOption {
        type = lib.types.bool;
        default = true;
        example = false;
        description = "Whether to let members push and fetch over SSH, as the service's user.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        (serviceLib.distinctPorts { inherit (cfg) internalPort port; })
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ cfg.repositories ])

      (serviceLib.mkSystemdService cfg {
        description = "Knot";
        command = [
          (lib.getExe cfg.package)
          "server"
        ];
        ports = [ cfg.port ];
        environment = {
          APPVIEW_ENDPOINT = cfg.appview;
          KNOT_REPO_MAIN_BRANCH = cfg.mainBranch;
          KNOT_REPO_SCAN_PATH = cfg.repositories;
          KNOT_SERVER_DB_PATH = "${cfg.dataDir}/knot.db";
          KNOT_SERVER_HOSTNAME = cfg.hostname;
          KNOT_SERVER_INTERNAL_LISTEN_ADDR = internal;
          KNOT_SERVER_JETSTREAM_ENDPOINT = cfg.jetstream;
          KNOT_SERVER_LISTEN_ADDR = serviceLib.endpoint cfg.address cfg.port;
          KNOT_SERVER_OWNER = cfg.owner;
          KNOT_SERVER_PLC_URL = cfg.plc;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (lib.mkIf cfg.ssh {
        users.users.${cfg.user} = {
          home = cfg.dataDir;
          shell = pkgs.bash;
        };

        # sshd runs the command only from a file that nobody but root can change.
        environment.etc."ssh/tangled-knot-keys" = {
          mode = "0555";
          source = authorizedKeys;
        };

        services.openssh = {
          enable = true;
          extraConfig = ''
            Match User ${cfg.user}
              AuthorizedKeysCommand /etc/ssh/tangled-knot-keys
              AuthorizedKeysCommandUser nobody
          '';
        };
      })

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkBackupIntegration cfg)
    ]
  );
}
