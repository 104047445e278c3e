import { quoteString } from '../../nix/quote.ts'
import { describeService } from './describe-service.ts'
import type { DraftInput, ServiceLibrary } from './draft-input.ts'
import { importedAs, integrationName } from './library-call.ts'
import type { ModuleDraft, NixText } from './module-draft.ts'

/** Drafts the module of a frontend that is nothing but files: a virtual host of nginx, no daemon. */
export function draftStaticSite(input: DraftInput): ModuleDraft {
  const { integration } = input
  return integration !== null && sitesOf(integration)
    ? draftLibrarySite(input, integration)
    : draftOwnSite(input)
}

/** Whether a library makes sites of static files. */
function sitesOf({ house: { exports } }: ServiceLibrary): boolean {
  return exports.has('staticSiteOptions') && exports.has('mkStaticSite')
}

/** Path below the package where its files lie, with a slash before it; empty where it is the package itself. */
function folderBelow({ pkg }: DraftInput): string {
  const documentRoot = pkg.serviceInterface?.documentRoot ?? ''
  return /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(documentRoot) ? `/${documentRoot}` : ''
}

/** What the site passes on, as bindings below `locations`; what nginx could take for more than an address is left out. */
function passedOn({ pkg }: DraftInput): readonly NixText[] {
  return [...(pkg.serviceInterface?.locations ?? [])].flatMap(([path, address]) =>
    /^\/[\w./-]*$/.test(path) && /^https?:\/\/[\w.:[\]-]+(\/[\w./-]*)?$/.test(address)
      ? [`${quoteString(path)}.proxyPass = ${quoteString(address)};`]
      : [],
  )
}

function decisionsOf(input: DraftInput): readonly string[] {
  return folderBelow(input) === ''
    ? ['Whether the package keeps its files at its root: else set the root of the site.']
    : []
}

function draftLibrarySite(input: DraftInput, library: ServiceLibrary): ModuleDraft {
  const { pkg, name, option, packageDefault, packageText } = input
  const { title, headline } = describeService(pkg, name)
  const words = [
    `name = ${quoteString(name.unit)};`,
    `description = ${quoteString(`${title}, as a site`)};`,
    `package = ${packageDefault ?? '(throw "set the option `package`")'};`,
    ...(packageText === null ? [] : [`packageText = ${quoteString(packageText)};`]),
  ]
  const below = folderBelow(input)
  const locations = passedOn(input).map((binding) => `locations.${binding}`)
  const site = [`root = "\${cfg.package}${below}";`, ...locations].join('\n')
  return {
    headline,
    option,
    usesUtils: false,
    library: importedAs(integrationName, library),
    optionsCall: {
      text: `${integrationName}.staticSiteOptions {\n${words.join('\n')}\n}`,
      takesExtra: false,
    },
    options: [],
    fragments: [
      {
        type: 'call',
        text: `${integrationName}.mkStaticSite cfg {${site.includes('\n') ? '\n' : ' '}${site} }`,
      },
    ],
    calls: ['mkStaticSite', 'staticSiteOptions'],
    decisions: decisionsOf(input),
  }
}

function draftOwnSite(input: DraftInput): ModuleDraft {
  const { pkg, name, option, packageDefault } = input
  const description = (pkg.description ?? '').replace(/\s+/g, ' ').trim().replace(/\.$/, '')
  const title =
    description === '' ? `${name.name}, served by nginx` : `${name.name}, ${description}, served by nginx`
  const below = folderBelow(input)
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
${passedOn(input)
  .map((binding) => `locations.${binding}\n`)
  .join('')}};
};
`,
      },
    ],
    calls: [],
    decisions: decisionsOf(input),
  }
}
