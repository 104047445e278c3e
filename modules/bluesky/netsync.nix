# Netsync: fetches whole repositories, for an archive.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-netsync;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-netsync =
    serviceLib.mkServiceOptions {
      name = "indigo-netsync";
      description = "Netsync, which fetches repositories for an archive";
      package =
        pkgs.bluesky-indigo-netsync or (pkgs.callPackage ../../pkgs/bluesky/indigo-netsync.nix { });
      packageText = "pkgs.bluesky-indigo-netsync";
      port = 8753;
      arguments = "https://github.com/bluesky-social/indigo/tree/main/cmd/netsync";
    }
    // integration.metricsOptions null
    // {
      repositories = lib.mkOption {
        type = lib.types.strMatching "/[^[:space:]]+";
        example = "/etc/netsync/repositories.txt";
        description = "File with the DIDs of the repositories, one a line.";
      };

      source = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://bsky.network";
        example = "https://relay.example.com";
        description = "Server that the repositories come from.";
      };

      workers = lib.mkOption {
        type = lib.types.ints.positive;
        default = 10;
        example = 4;
        description = "How many repositories are fetched at once.";
      };

      perSecond = lib.mkOption {
        type = lib.types.ints.positive;
        default = 4;
        example = 1;
        description = "How many fetches begin in a second, at most.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Netsync";
        command = [
          (lib.getExe cfg.package)
          "--port"
          cfg.port
          "--worker-count"
          cfg.workers
          "--checkout-limit"
          cfg.perSecond
          "--out-dir"
          "${cfg.dataDir}/repositories"
          "--state-file"
          "${cfg.dataDir}/state.json"
          "--repo-list"
          cfg.repositories
          "--checkout-path"
          "${cfg.source}/xrpc/com.atproto.sync.getRepo"
        ];
        ports = [ cfg.port ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkMetricsIntegration cfg cfg.port)
    ]
  );
}
