import type { Package } from '../../model/inventory.ts'
import { quoteString } from '../../nix/quote.ts'
import type { ModuleDraft, NixText } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'

export type StaticSiteInput = {
  readonly pkg: Package
  readonly name: ModuleName
  readonly option: readonly string[]
  readonly packageDefault: NixText | null
}

/** Drafts the module of a frontend that is nothing but files: a virtual host of nginx, no daemon. */
export function draftStaticSite({ pkg, name, option, packageDefault }: StaticSiteInput): ModuleDraft {
  const description = (pkg.description ?? '').replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  const title =
    description === '' ? `${name.name}, served by nginx` : `${name.name}, ${description}, served by nginx`
  const documentRoot = pkg.serviceInterface?.documentRoot ?? ''
  const below = /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(documentRoot) ? `/${documentRoot}` : ''
  const common = { enables: null, defaultText: null, example: null }
  return {
    headline: title,
    option,
    usesUtils: false,
    library: null,
    optionsCall: null,
    options: [
      { ...common, name: 'enable', enables: title, type: 'lib.types.bool', default: null, description: '' },
      {
        ...common,
        name: 'package',
        type: 'lib.types.package',
        default: packageDefault,
        defaultText: packageDefault,
        description: `The package that holds the files of ${name.name}.`,
      },
      {
        ...common,
        name: 'hostName',
        type: 'lib.types.str',
        default: null,
        example: quoteString(`${name.name.toLowerCase().replace(/[^a-z0-9-]/g, '-')}.example.org`),
        description:
          'Name of the nginx virtual host. TLS and access are set there: `services.nginx.virtualHosts.<hostName>`.',
      },
      {
        ...common,
        name: 'root',
        type: 'lib.types.str',
        default: `"\${cfg.package}${below}"`,
        defaultText: `"\${config.${option.join('.')}.package}${below}"`,
        description: 'Folder that is served, with `index.html` in it.',
      },
    ],
    fragments: [
      {
        type: 'bindings',
        text: `services.nginx = {
enable = true;
virtualHosts.\${cfg.hostName} = {
inherit (cfg) root;
# The application routes in the browser: an unknown path is its own to show.
locations."/".tryFiles = "$uri $uri/ /index.html";
};
};
`,
      },
    ],
    calls: [],
    decisions:
      below === ''
        ? ['Whether the package keeps its files at its root: else set the default of `root`.']
        : [],
  }
}
