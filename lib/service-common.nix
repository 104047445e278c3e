/**
  What every service module of this repository shares: hardening, options, units, validation.

  Functions take the module's own options (`cfg`, as declared with `mkServiceOptions`) and return modules or
  plain data, to be put together with `lib.mkMerge`. Nothing here reads `config`.

  # Type

  ```
  { lib, ... } -> AttrSet
  ```

  # Arguments

  `lib`
  : nixpkgs' `lib`; any other argument is ignored

  # Example

  ```nix
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  ```
*/
{ lib, ... }:

let
  serviceTypes = import ./service-common/types.nix { inherit lib; };
  hardening = import ./service-common/hardening.nix { inherit lib; };
  runtimes = import ./service-common/runtimes.nix { inherit lib hardening; };
  options = import ./service-common/options.nix { inherit lib serviceTypes runtimes; };
  identity = import ./service-common/identity.nix { inherit lib; };
  units = import ./service-common/units.nix {
    inherit
      lib
      hardening
      runtimes
      identity
      ;
  };
  validation = import ./service-common/validation.nix { inherit lib identity; };
in
{
  inherit serviceTypes;
  inherit (hardening)
    standardSecurityConfig
    standardRestartConfig
    standardRestartLimit
    allowJit
    allowPrivilegedPort
    allowDevices
    allowNetlink
    allowProcessInspection
    allowHome
    allowSystemCalls
    allowNamespaces
    allowChildUsers
    mergeRelaxations
    ;
  inherit (runtimes) runtimes;
  inherit (options) mkServiceOptions;
  inherit (identity) mkUserConfig mkDirectoryConfig mkFirewallConfig;
  inherit (units)
    endpoint
    escapeExecArgs
    mkSystemdService
    mkService
    ;
  inherit (validation) mkValidation mkConfigValidation distinctPorts;
}
