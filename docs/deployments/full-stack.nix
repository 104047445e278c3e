# The whole: identities, accounts, relay, event stream, search, identity cache, git forge with its pipelines, and what
# watches over them. Everything that listens on this machine has a port of its own.
{
  services = {
    blacksky-pds = {
      enable = true;
      hostname = "pds.example.com";
      environmentFile = "/run/secrets/pds.env";
    };

    indigo-relay = {
      enable = true;
      hostname = "relay.example.com";
      metrics.enable = true;
    };

    jetstream = {
      enable = true;
      relay = "https://relay.example.com";
      metrics.enable = true;
    };

    # Full-text search, by way of an OpenSearch on this machine.
    indigo-palomar = {
      enable = true;
      relay = "wss://relay.example.com";
      metrics.enable = true;
    };

    # Looks identities up once for all.
    indigo-bluepages = {
      enable = true;
      relay = "wss://relay.example.com";
    };

    tangled-knot = {
      enable = true;
      hostname = "knot.example.com";
      owner = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    };

    tangled-spindle = {
      enable = true;
      hostname = "spindle.example.com";
      owner = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
      containerGroup = "podman";
    };

    atproto-proxy = {
      enable = true;
      hosts = {
        "pds.example.com" = "http://127.0.0.1:8000";
        "relay.example.com" = "http://127.0.0.1:2470";
        "jetstream.example.com" = "http://127.0.0.1:8080";
        "search.example.com" = "http://127.0.0.1:3999";
        "knot.example.com" = "http://127.0.0.1:5555";
        "spindle.example.com" = "http://127.0.0.1:6555";
      };
    };

    atproto-logging = {
      enable = true;
      units = [
        "indigo-relay"
        "jetstream"
      ];
    };

    atproto-monitoring.enable = true;

    atproto-backup = {
      enable = true;
      paths = [
        "/var/lib/blacksky-pds"
        "/var/lib/tangled-knot"
      ];
      repository = "sftp:backup@backup.example.com:/srv/restic";
      passwordFile = "/run/secrets/restic";
    };

    atproto-health = {
      enable = true;
      urls = [ "https://pds.example.com/xrpc/_health" ];
    };
  };

  security.acme = {
    acceptTerms = true;
    defaults.email = "admin@example.com";
  };
}
