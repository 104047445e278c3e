# Handles and documents are answered as the protocol asks.
{
  name = "federation";

  nodes.machine.services.atproto-federation = {
    enable = true;
    acme = false;
    handles."ann.example.com" = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    services."feeds.example.com" = {
      id = "bsky_fg";
      type = "BskyFeedGenerator";
      url = "https://feeds.example.com";
    };
  };

  testScript = ''
    import json

    machine.wait_for_unit("nginx.service")
    ask = "curl --fail --silent --header 'Host: {}' http://127.0.0.1/.well-known/{}"

    handle = machine.succeed(ask.format("ann.example.com", "atproto-did"))
    assert handle == "did:plc:ewvi7nxzyoun6zhxrhs64oiz", handle

    document = json.loads(machine.succeed(ask.format("feeds.example.com", "did.json")))
    assert document["id"] == "did:web:feeds.example.com", document
    assert document["service"][0]["serviceEndpoint"] == "https://feeds.example.com", document
  '';
}
