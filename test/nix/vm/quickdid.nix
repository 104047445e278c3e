# A hardened Rust service answers, and keeps its database where it is told.
{
  name = "quickdid";

  nodes.machine.services.quickdid = {
    enable = true;
    hostname = "quickdid.example.com";
  };

  testScript = ''
    machine.wait_for_unit("quickdid.service")
    machine.wait_for_open_port(8080)
    machine.succeed("curl --fail --silent http://127.0.0.1:8080/")
    machine.succeed("test -f /var/lib/quickdid/quickdid.db")
  '';
}
