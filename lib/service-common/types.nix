# Option types that refuse what a service could not use, and say what they want instead.
{ lib }:

let
  isIn = roots: path: lib.any (root: path == root || lib.hasPrefix "${root}/" path) roots;

  label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  isHostName =
    value: builtins.stringLength value <= 253 && builtins.match "(${label}\\.)+${label}" value != null;

  isAbsolute = value: builtins.match "/[^[:space:]]*" value != null;

  hasParent = value: lib.elem ".." (lib.splitString "/" value);

  isOctet = text: builtins.match "0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]" text != null;

  isIPv4 =
    value:
    let
      parts = lib.splitString "." value;
    in
    builtins.length parts == 4 && lib.all isOctet parts;

  isIPv6 = value: builtins.match "[0-9a-fA-F:]*:[0-9a-fA-F:]*" value != null;
in
rec {
  /**
    A string type with a check.

    # Type

    ```
    mkStringType :: String -> (String -> Bool) -> OptionType
    ```

    # Arguments

    `description`
    : what a good value is; NixOS shows it where it refuses one

    `check`
    : whether a string is one

    # Example

    ```nix
    (mkStringType "even-sized word" (word: lib.mod (builtins.stringLength word) 2 == 0)).check "four"
    => true
    ```
  */
  mkStringType =
    description: check:
    lib.mkOptionType {
      name = "checkedString";
      inherit description;
      descriptionClass = "noun";
      check = value: builtins.isString value && check value;
      merge = lib.mergeEqualOption;
    };

  /**
    A URL of one of the schemes, with a host, without white space or a password.

    # Type

    ```
    urlOf :: [String] -> OptionType
    ```

    # Arguments

    `schemes`
    : the schemes allowed

    # Example

    ```nix
    (urlOf [ "wss" ]).check "https://example.com"
    => false
    ```
  */
  urlOf =
    schemes:
    mkStringType "URL with scheme ${lib.concatStringsSep " or " schemes} and without a password" (
      value:
      builtins.match "(${lib.concatStringsSep "|" schemes})://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][^[:space:]]*)?" value
      != null
    );

  /**
    An `http` or `https` URL.
  */
  httpUrl = urlOf [
    "http"
    "https"
  ];

  /**
    A `ws` or `wss` URL, as event streams have.
  */
  webSocketUrl = urlOf [
    "ws"
    "wss"
  ];

  /**
    A domain name of two labels or more, in lower case: `pds.example.com`.
  */
  hostName = mkStringType "domain name in lower case, such as pds.example.com" isHostName;

  /**
    An IP address to listen on, without port or brackets.
  */
  ipAddress = mkStringType "IPv4 or IPv6 address without port or brackets" (
    value: isIPv4 value || isIPv6 value
  );

  /**
    A decentralised identifier: `did:plc:…` or `did:web:…`.
  */
  did = mkStringType "DID such as did:plc:ewvi7nxzyoun6zhxrhs64oiz or did:web:example.com" (
    value:
    builtins.match "did:(plc:[a-z2-7]{24}|web:[A-Za-z0-9.-]+(%3A[0-9]+)?(:[A-Za-z0-9._-]+)*)" value
    != null
  );

  /**
    A duration as Go programs read it: `90s`, `1h30m`.
  */
  goDuration = mkStringType "duration such as 90s or 1h30m" (
    value: builtins.match "([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+" value != null
  );

  /**
    A port to listen on; 0, which stands for any, is none that others could find.
  */
  port = lib.types.addCheck lib.types.port (value: value > 0) // {
    description = "port between 1 and 65535";
  };

  /**
    A calendar event as systemd.time(7) has it: a word such as `daily`, or something with a number or a star.
  */
  calendarEvent = mkStringType "calendar event of systemd.time(7), such as daily or *-*-* 03:00:00" (
    value:
    builtins.match "minutely|hourly|daily|weekly|monthly|quarterly|semiannually|yearly|annually" value
    != null
    || builtins.match "[A-Za-z0-9*:,./~_+ -]*[0-9*][A-Za-z0-9*:,./~_+ -]*" value != null
  );

  /**
    A name of a PostgreSQL database and of the role that owns it.
  */
  databaseName = mkStringType "name of at most 63 of a to z, 0 to 9, _ and -, with a letter first" (
    value: builtins.match "[a-z_][a-z0-9_-]{0,62}" value != null
  );

  /**
    A name for a user or group that `useradd` takes.
  */
  userName = mkStringType "user or group name: lower case, at most 31 characters, and not root" (
    value: builtins.match "[a-z_][a-z0-9_-]{0,30}" value != null && value != "root"
  );

  /**
    A file with secrets, read when the service starts: a string, so that Nix copies nothing to its store.
  */
  secretPath =
    mkStringType "absolute path of a secret, as a string, outside the world-readable Nix store"
      (value: isAbsolute value && !hasParent value && !isIn [ builtins.storeDir ] value);

  /**
    A directory that a hardened unit can see and that outlives a reboot.
  */
  statePath =
    mkStringType
      "absolute path outside /home, /root, /run, /tmp and the Nix store, which the unit cannot keep state in"
      (
        value:
        isAbsolute value
        && !hasParent value
        && value != "/"
        && !lib.hasSuffix "/" value
        && !isIn [
          "/home"
          "/root"
          "/run"
          "/tmp"
          "/var/tmp"
          builtins.storeDir
        ] value
      );

  /**
    Free configuration of a program that reads environment variables.
  */
  environment =
    lib.types.addCheck
      (lib.types.attrsOf (
        lib.types.nullOr (
          lib.types.oneOf [
            lib.types.bool
            lib.types.int
            lib.types.str
          ]
        )
      ))
      (value: lib.all (name: builtins.match "[A-Za-z_][A-Za-z0-9_]*" name != null) (lib.attrNames value))
    // {
      description = "attribute set of environment variables: bool, int, string, or null to unset";
    };

  /**
    A set of values by name, with names of one type.

    # Type

    ```
    attrsBy :: OptionType -> OptionType -> OptionType
    ```

    # Arguments

    `names`
    : type of the names, one of strings

    `values`
    : type of the values

    # Example

    ```nix
    (attrsBy hostName lib.types.int).check { "a.example.com" = 1; }
    => true
    ```
  */
  attrsBy =
    names: values:
    lib.types.addCheck (lib.types.attrsOf values) (set: lib.all names.check (lib.attrNames set))
    // {
      description = "attribute set of ${values.description}, each under a ${names.description}";
    };

  /**
    A word of small letters, digits and hyphens, as part of the name of a unit or file.
  */
  slug = mkStringType "word of a to z, 0 to 9 and -" (
    value: builtins.match "[a-z0-9]([a-z0-9-]*[a-z0-9])?" value != null
  );
}
