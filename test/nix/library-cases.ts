import { microcosmCases } from './microcosm-cases.ts'
import { nixosIntegrationCases } from './nixos-integration-cases.ts'
import { serviceCommonCases } from './service-common-cases.ts'

/**
 * What the shared libraries do, function by function: name, expression, value as JSON. In scope are `lib`, `serviceLib`
 * (lib/service-common.nix), `integration` (lib/nixos-integration.nix), `microcosmLib` (lib/microcosm.nix), `plain`
 * (a module with its mkIf, mkMerge and mkDefault resolved, later definitions winning), and the options `cfg` of a
 * service that is called `pds`.
 */
export type LibraryCase = readonly [name: string, expression: string, expected: unknown]

export const preamble = `
  serviceLib = import ./lib/service-common.nix { inherit lib; };
  integration = import ./lib/nixos-integration.nix { inherit lib; };
  microcosmLib = import ./lib/microcosm.nix { inherit lib; };
  plain = value:
    if lib.isList value then map plain value
    else if !(lib.isAttrs value) then value
    else if (value._type or null) == "if" then (if value.condition then plain value.content else { })
    else if (value._type or null) == "override" then plain value.content
    else if (value._type or null) == "merge" then lib.foldl' lib.recursiveUpdate { } (map plain value.contents)
    else lib.mapAttrs (_: plain) value;
  check = type: map type.check;
  cfg = {
    serviceName = "pds";
    user = "pds";
    group = "people";
    dataDir = "/var/lib/pds";
    openFirewall = true;
    environmentFile = null;
    port = 3000;
    address = "127.0.0.1";
    database = { createLocally = true; name = "pds"; };
    redis.createLocally = true;
    nginx = { enable = true; domain = "pds.example.com"; acme = true; };
    metrics = { enable = true; port = 9000; };
    logging.namespace = "atproto";
    healthCheck = { enable = true; schedule = "hourly"; };
    backup = { enable = true; repository = "/srv/restic"; passwordFile = "/run/secrets/restic"; schedule = "daily"; };
    credentials.key = "/run/secrets/key";
    startAfter = [ "jetstream.service" ];
    jetstream = "us-east-1";
  };
  service = unit: (plain (serviceLib.mkSystemdService cfg ({ command = [ "/bin/pds" ]; } // unit))).systemd.services.pds;
  options = service: serviceLib.mkServiceOptions ({ name = "pds"; description = "a PDS"; package = null; } // service);
`

export const libraryCases: readonly LibraryCase[] = [
  ...serviceCommonCases,
  ...nixosIntegrationCases,
  ...microcosmCases,
]
