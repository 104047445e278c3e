# Workers: JavaScript modules written for Cloudflare's platform, each in a unit of its own under workerd.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.atproto-workers;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  configOf =
    name: worker:
    pkgs.writeText "${name}.capnp" (
      integration.mkWorkerConfig {
        inherit name;
        inherit (worker) compatibilityDate secrets;
        module = toString worker.module;
        address = "127.0.0.1:${toString worker.port}";
      }
    );

  mkWorker =
    name: worker:
    serviceLib.mkSystemdService
      {
        serviceName = "worker-${name}";
        inherit (cfg) user group;
        inherit (worker) environmentFile;
      }
      {
        description = "Worker ${name}";
        runtime = "workerd";
        command = [
          (lib.getExe cfg.package)
          "serve"
          (configOf name worker)
        ];
        ports = [ worker.port ];
      };

  workerOptions = {
    module = lib.mkOption {
      type = lib.types.path;
      example = "/srv/workers/hello.js";
      description = "The worker: one ECMAScript module without imports.";
    };

    port = lib.mkOption {
      type = serviceLib.serviceTypes.port;
      example = 8790;
      description = "Port on this machine that the worker answers on.";
    };

    compatibilityDate = lib.mkOption {
      type = lib.types.strMatching "[0-9]{4}-[0-9]{2}-[0-9]{2}";
      default = "2025-04-30";
      example = "2025-01-01";
      description = "Day whose behaviour of the runtime the worker was written for.";
    };

    secrets = lib.mkOption {
      type = lib.types.listOf (lib.types.strMatching "[A-Za-z_][A-Za-z0-9_]*");
      default = [ ];
      example = [ "SHARED_SECRET" ];
      description = "Variables of `environmentFile` that the worker sees.";
    };

    environmentFile = lib.mkOption {
      type = lib.types.nullOr serviceLib.serviceTypes.secretPath;
      default = null;
      example = "/run/secrets/hello.env";
      description = "File of `NAME=value` lines with the worker's secrets.";
    };
  };

  ports = lib.mapAttrsToList (_: worker: worker.port) cfg.workers;
in
{
  options.services.atproto-workers =
    serviceLib.mkServiceOptions {
      name = "atproto-workers";
      description = "workers under workerd";
      package = pkgs.cloudflare-workerd or (pkgs.callPackage ../../pkgs/cloudflare/workerd.nix { });
      packageText = "pkgs.cloudflare-workerd";
      state = false;
    }
    // {
      workers = lib.mkOption {
        type = serviceLib.serviceTypes.attrsBy serviceLib.serviceTypes.slug (
          lib.types.submodule { options = workerOptions; }
        );
        example = {
          hello = {
            module = "/srv/workers/hello.js";
            port = 8790;
          };
        };
        description = "The workers, by name.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        {
          option = "workers";
          assertion = lib.allUnique ports;
          message = "hold two with the same port: give each a port of its own";
        }
      ])

      (serviceLib.mkUserConfig cfg)

      {
        systemd.services = lib.mkMerge (
          lib.mapAttrsToList (name: worker: (mkWorker name worker).systemd.services) cfg.workers
        );
      }
    ]
  );
}
