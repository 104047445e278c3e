# One service: Constellation answers on this machine, nginx lets the world ask.
{
  services.microcosm-constellation = {
    enable = true;
    hostname = "constellation.example.com";
    nginx.enable = true;
  };

  security.acme = {
    acceptTerms = true;
    defaults.email = "admin@example.com";
  };
}
