{ pkgs }:

{ }
