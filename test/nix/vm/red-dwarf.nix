# A site of static files answers every path with its application.
{
  name = "red-dwarf";

  nodes.machine.services.red-dwarf = {
    enable = true;
    domain = "app.example.com";
    acme = false;
  };

  testScript = ''
    machine.wait_for_unit("nginx.service")
    for path in ["", "profile/ann.example.com"]:
        page = machine.succeed(f"curl --fail --silent --header 'Host: app.example.com' http://127.0.0.1/{path}")
        assert "<html" in page.lower(), page
  '';
}
