# Unit files as NixOS writes them: a list repeats its key, an environment variable is one line, null is none.
{ lib }:

let
  toText =
    value:
    if value == true then
      "true"
    else if value == false then
      "false"
    else
      toString value;

  line = key: value: "${key}=${toText value}";

  sectionLines =
    section:
    lib.concatLists (
      lib.mapAttrsToList (
        key: value: if value == null then [ ] else map (line key) (lib.toList value)
      ) section
    );

  relation = {
    wants = "Wants";
    requires = "Requires";
    requisite = "Requisite";
    bindsTo = "BindsTo";
    partOf = "PartOf";
    upholds = "Upholds";
    conflicts = "Conflicts";
    before = "Before";
    after = "After";
    onFailure = "OnFailure";
    documentation = "Documentation";
  };

  unitSection =
    unit:
    lib.optional (unit.description != "") (line "Description" unit.description)
    ++ lib.concatLists (
      lib.mapAttrsToList (
        option: key:
        lib.optional (unit.${option} != [ ]) (line key (lib.concatStringsSep " " unit.${option}))
      ) relation
    )
    ++ lib.optional (unit.startLimitBurst or null != null) (line "StartLimitBurst" unit.startLimitBurst)
    ++ lib.optional (unit.startLimitIntervalSec or null != null) (
      line "StartLimitIntervalSec" unit.startLimitIntervalSec
    )
    ++ sectionLines unit.unitConfig;

  installSection =
    unit:
    lib.optional (unit.wantedBy != [ ]) (line "WantedBy" (lib.concatStringsSep " " unit.wantedBy))
    ++ lib.optional (unit.requiredBy != [ ]) (
      line "RequiredBy" (lib.concatStringsSep " " unit.requiredBy)
    );

  script =
    unit: name: option: key:
    lib.optional (unit.${option} != "") (
      line key "/nix/store/unit-script-${name}-${option}/bin/${name}-${option}"
    );

  environmentLines =
    environment:
    lib.mapAttrsToList (name: value: line "Environment" (builtins.toJSON "${name}=${value}")) (
      lib.filterAttrs (_: value: value != null) environment
    );

  file =
    sections:
    lib.concatStringsSep "\n" (
      lib.concatMap (
        { name, lines }: lib.optionals (lines != [ ]) ([ "[${name}]" ] ++ lines ++ [ "" ])
      ) sections
    );

  unitFile =
    unit: name: lines:
    file [
      {
        name = "Unit";
        lines = unitSection unit;
      }
      { inherit name lines; }
      {
        name = "Install";
        lines = installSection unit;
      }
    ];

  serviceLines =
    name: unit:
    environmentLines (
      {
        PATH = lib.concatMapStringsSep ":" (package: "${package}/bin") (
          unit.path ++ [ "/nix/store/base-tools" ]
        );
      }
      // unit.environment
    )
    ++ sectionLines unit.serviceConfig
    ++ script unit name "preStart" "ExecStartPre"
    ++ script unit name "script" "ExecStart"
    ++ script unit name "postStart" "ExecStartPost";
in
{
  # All units of a configuration: text by file name.
  renderUnits =
    systemd:
    lib.mapAttrs' (
      name: unit: lib.nameValuePair "${name}.service" (unitFile unit "Service" (serviceLines name unit))
    ) (lib.filterAttrs (_: unit: unit.enable) systemd.services)
    // lib.mapAttrs' (
      name: unit:
      lib.nameValuePair "${name}.timer" (unitFile unit "Timer" (sectionLines unit.timerConfig))
    ) systemd.timers
    // lib.mapAttrs' (
      name: unit:
      lib.nameValuePair "${name}.socket" (
        unitFile unit "Socket" (
          map (line "ListenStream") unit.listenStreams ++ sectionLines unit.socketConfig
        )
      )
    ) systemd.sockets
    // lib.mapAttrs' (
      name: unit: lib.nameValuePair "${name}.target" (unitFile unit "Target" [ ])
    ) systemd.targets;
}
