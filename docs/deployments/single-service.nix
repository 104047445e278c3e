# One service: Constellation answers on this machine, nginx lets the world ask.
{
  services.microcosm-constellation = {
    enable = true;
    nginx = {
      enable = true;
      domain = "constellation.example.com";
    };
  };

  security.acme = {
    acceptTerms = true;
    defaults.email = "admin@example.com";
  };
}
