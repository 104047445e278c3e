/**
 * Options of NixOS and home-manager whose values are submodules that other modules declare more options in (nixpkgs,
 * `nixos/modules`): what such a module sees is never all that is there.
 */
const shared = new Set([
  'users.users',
  'users.groups',
  'systemd.services',
  'systemd.user.services',
  'systemd.sockets',
  'systemd.timers',
  'systemd.targets',
  'systemd.paths',
  'systemd.network.netdevs',
  'systemd.network.networks',
  'services.nginx.virtualHosts',
  'services.caddy.virtualHosts',
  'services.httpd.virtualHosts',
  'services.restic.backups',
  'services.borgbackup.jobs',
  'security.acme.certs',
  'security.pam.services',
  'environment.etc',
  'fileSystems',
  'boot.initrd.luks.devices',
  'networking.interfaces',
  'containers',
  'virtualisation.oci-containers.containers',
  'home-manager.users',
  'home.file',
  'xdg.configFile',
  'xdg.dataFile',
  'accounts.email.accounts',
])

/** @param path of a value of the option: `users.users.alice` */
export function isShared(path: readonly string[]): boolean {
  return path.some((_, index) => shared.has(path.slice(0, index).join('.')))
}
