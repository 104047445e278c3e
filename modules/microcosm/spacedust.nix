# Spacedust: a firehose of interactions.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-spacedust;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-spacedust = microcosmLib.mkMicrocosmServiceOptions {
    name = "spacedust";
    description = "Spacedust, a firehose of interactions";
    package = pkgs.microcosm-spacedust or (pkgs.callPackage ../../pkgs/microcosm/spacedust.nix { });
    state = false;
    port = 8080;
    address = "127.0.0.1";
    settings = "https://github.com/at-microcosm/microcosm-rs/tree/main/spacedust, as `SPACEDUST_…`";
    jetstream = true;
    metricsPort = 8765;
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkSystemdService cfg {
        description = "Spacedust";
        command = [ (lib.getExe cfg.package) ];
        environment = microcosmLib.mkMicrocosmEnvironment cfg "SPACEDUST";
      })

      (microcosmLib.mkFirewallConfig cfg [ cfg.port ])

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        path = "/openapi";
      })
    ]
  );
}
