{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "quasar";
  description = "Begun by upstream as a store of the past event stream; only greets so far";
  interface = {
    services = [ "quasar" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
