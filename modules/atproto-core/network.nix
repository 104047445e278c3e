# The network that this machine's tools talk to: goat and its like read these variables.
{ config, lib, ... }:

let
  cfg = config.services.atproto-network;
  inherit (import ../../lib/service-common.nix { inherit lib; }) serviceTypes;

  mkEndpoint =
    default: example: description:
    lib.mkOption {
      type = serviceTypes.httpUrl;
      inherit default example description;
    };
in
{
  options.services.atproto-network = {
    enable = lib.mkEnableOption "defaults of the network for everybody's command line";

    plc =
      mkEndpoint "https://plc.directory" "http://127.0.0.1:2582"
        "Directory that `did:plc` identifiers are looked up in.";

    relay = mkEndpoint "https://bsky.network" "http://127.0.0.1:2470" "Relay that events come from.";

    pds =
      mkEndpoint "https://bsky.social" "https://pds.example.com"
        "Personal data server that accounts are looked for on first.";
  };

  config = lib.mkIf cfg.enable {
    environment.variables = {
      ATP_PDS_HOST = cfg.pds;
      ATP_PLC_HOST = cfg.plc;
      ATP_RELAY_HOST = cfg.relay;
    };
  };
}
