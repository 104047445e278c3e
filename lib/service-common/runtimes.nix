# What a program needs for the language it is written in.
{ lib, hardening }:

let
  rustLevels = [
    "error"
    "warn"
    "info"
    "debug"
    "trace"
  ];

  wordLevels = [
    "error"
    "warn"
    "info"
    "debug"
  ];

  plain = {
    logVariable = null;
    logLevels = wordLevels;
    environment = { };
    relaxations = [ ];
  };
in
{
  /**
    Per runtime: the environment variable that sets the log level by that runtime's convention (null where it
    has none), the levels it knows, what else to set, and how far the sandbox has to open.

    # Type

    ```
    runtimes :: { <name> :: { logVariable :: String | Null, logLevels :: [String], environment :: AttrSet, relaxations :: [Relaxation] } }
    ```

    # Example

    ```nix
    runtimes.rust.logVariable
    => "RUST_LOG"
    ```
  */
  runtimes = lib.mapAttrs (_: runtime: plain // runtime) {
    rust = {
      logVariable = "RUST_LOG";
      logLevels = rustLevels;
    };
    go = { };
    node = {
      environment.NODE_ENV = "production";
      relaxations = [ (hardening.allowJit "V8 compiles JavaScript to machine code at run time") ];
    };
    deno = {
      environment.DENO_NO_UPDATE_CHECK = "1";
      relaxations = [ (hardening.allowJit "V8 compiles JavaScript to machine code at run time") ];
    };
    bun = {
      relaxations = [
        (hardening.allowJit "JavaScriptCore compiles JavaScript to machine code at run time")
      ];
    };
    workerd = {
      relaxations = [ (hardening.allowJit "V8 compiles JavaScript to machine code at run time") ];
    };
    ruby = {
      environment.RACK_ENV = "production";
    };
    python = {
      environment.PYTHONUNBUFFERED = "1";
    };
    jvm = {
      relaxations = [ (hardening.allowJit "the JVM compiles bytecode to machine code at run time") ];
    };
  };
}
