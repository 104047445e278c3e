# A hardened Go service starts without a network, writes its state, and comes back after a crash.
{
  name = "plcbundle";

  nodes.machine.services.plcbundle = {
    enable = true;
    sync = false;
  };

  testScript = ''
    machine.wait_for_unit("plcbundle.service")
    machine.wait_for_open_port(8080)
    machine.succeed("test $(stat --format %U /var/lib/plcbundle) = plcbundle")

    machine.succeed("systemctl kill --signal=KILL plcbundle.service")
    machine.wait_until_succeeds("systemctl is-active plcbundle.service")
    machine.wait_for_open_port(8080)

    score = machine.succeed("systemd-analyze security plcbundle.service | tail -1")
    assert float(score.split(": ")[1].split()[0]) <= 1.2, score
  '';
}
