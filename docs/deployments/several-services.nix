# Several that belong together: a personal data server, and a relay that follows it and others.
{
  services.blacksky-pds = {
    enable = true;
    hostname = "pds.example.com";
    crawlers = [
      "https://relay.example.com"
      "https://bsky.network"
    ];
    environmentFile = "/run/secrets/pds.env";
    nginx.enable = true;
    backup = {
      enable = true;
      repository = "sftp:backup@backup.example.com:/srv/restic";
      passwordFile = "/run/secrets/restic";
    };
  };

  services.indigo-relay = {
    enable = true;
    hostname = "relay.example.com";
    environmentFile = "/run/secrets/relay.env";
    metrics.enable = true;
    nginx.enable = true;
  };

  security.acme = {
    acceptTerms = true;
    defaults.email = "admin@example.com";
  };
}
