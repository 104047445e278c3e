import type { Library, Module } from '../../../model/inventory.ts'
import { count } from '../../text/words.ts'
import { serviceName } from '../architecture/module-map.ts'
import type { DocumentView, ModuleDirectory } from '../document-view.ts'
import { libraryUses, type LibraryUses } from '../library-uses.ts'
import { colours, drawPicture, drawText, quoteXml } from './svg.ts'

/** Pixels. Folders stand on the left, libraries on the right, and the lines between them. */
const page = { width: 980, margin: 20, top: 64 }
const card = { width: 480, header: 26, row: 18, gap: 10, padding: 10 }
const libraryCard = { x: 660, width: 300, header: 44, row: 17, gap: 16 }

/**
 * The map of folders, their modules and the libraries these import, as an SVG that needs no script: each folder a
 * card with its modules in two columns, a line to each library that some of them import, the thicker the more.
 * @returns null where there are no modules
 */
export function drawModuleMap({ directories, inventory }: DocumentView): string | null {
  if (directories.length === 0) return null
  const folders = placeFolders(directories)
  const bottom = folders.at(-1)?.bottom ?? page.top
  const uses = libraryUses(inventory)
  const libraries = placeLibraries(uses, bottom)
  const height = Math.max(bottom, libraries.at(-1)?.bottom ?? 0) + page.margin
  const label = [
    count(inventory.modules.length, 'module'),
    `in ${count(directories.length, 'folder')},`,
    count(inventory.libraries.length, 'shared library', 'shared libraries'),
  ].join(' ')
  return drawPicture({ width: page.width, height }, label, [
    drawText(label, { x: page.margin, y: 32, width: 900, kind: 'title' }),
    drawText('A line: modules of the folder import the library. Dashed: no entry point imports the module.', {
      x: page.margin,
      y: 50,
      width: 900,
      kind: 'note',
    }),
    ...libraries.flatMap((library) => folders.flatMap((folder) => drawLine(folder, library, uses))),
    ...folders.map(drawFolder),
    ...libraries.map(drawLibrary),
  ])
}

type PlacedFolder = { readonly directory: ModuleDirectory; readonly top: number; readonly bottom: number }
type PlacedLibrary = {
  readonly library: Library
  readonly parts: readonly Library[]
  readonly top: number
  readonly bottom: number
  readonly colour: string
}

function placeFolders(directories: readonly ModuleDirectory[]): readonly PlacedFolder[] {
  let top = page.top
  return directories.map((directory) => {
    const rows = Math.ceil(directory.modules.length / 2)
    const bottom = top + card.header + rows * card.row + card.padding
    const placed = { directory, top, bottom }
    top = bottom + card.gap
    return placed
  })
}

/** Spread over the height that the folders take. */
function placeLibraries({ entrances, partsOf }: LibraryUses, bottom: number): readonly PlacedLibrary[] {
  const cards = entrances.map((library) => {
    const parts = partsOf(library.path)
    return { library, parts, height: libraryCard.header + parts.length * libraryCard.row }
  })
  const taken = cards.reduce((sum, { height }) => sum + height, 0)
  const gap = Math.max(libraryCard.gap, Math.floor((bottom - page.top - taken) / (cards.length + 1)))
  let top = taken + gap * (cards.length + 1) > bottom - page.top ? page.top : page.top + gap
  return cards.map(({ library, parts, height }, index) => {
    const placed = {
      library,
      parts,
      top,
      bottom: top + height,
      colour: colours[index % colours.length] ?? 'gray',
    }
    top = placed.bottom + gap
    return placed
  })
}

function drawFolder({ directory: { name, modules }, top, bottom }: PlacedFolder): string {
  const column = (card.width - 2 * card.padding) / 2
  const left = page.margin + card.padding
  const rows = Math.ceil(modules.length / 2)
  const names = modules.map((module, index) => {
    const x = left + (index < rows ? 0 : column)
    const y = top + card.header + (index % rows) * card.row + 12
    return drawModule(module, x, y, column - 14)
  })
  return [
    `<rect class="card" x="${page.margin}" y="${top}" width="${card.width}" height="${bottom - top}" rx="6"/>`,
    drawText(name, { x: left, y: top + 18, width: card.width - 130, kind: 'title' }),
    `<g class="end">${drawText(count(modules.length, 'module'), { x: page.margin + card.width - card.padding, y: top + 18, width: 110, kind: 'note' })}</g>`,
    ...names,
  ].join('\n')
}

function drawModule(module: Module, x: number, y: number, width: number): string {
  const reached = module.entryPoints.length > 0
  const dot = `<circle class="line${reached ? '' : ' dashed'}" cx="${x + 4}" cy="${y - 4}" r="3.5" stroke="#818b98"/>`
  return dot + drawText(serviceName(module), { x: x + 14, y, width, kind: 'name' })
}

function drawLibrary({ library, parts, top, bottom, colour }: PlacedLibrary): string {
  const { x, width, header, row } = libraryCard
  const inside = { x: x + 12, width: width - 24 }
  const used =
    library.usedBy.length === 0 ? 'used by nothing' : `used by ${count(library.usedBy.length, 'file')}`
  const along = parts.length === 0 ? '' : `, made of ${count(parts.length, 'further file')}`
  return [
    `<rect class="card" x="${x}" y="${top}" width="${width}" height="${bottom - top}" rx="6" style="stroke:${colour}"/>`,
    drawText(library.path, { ...inside, y: top + 18, kind: 'name' }),
    drawText(used + along, { ...inside, y: top + 35, kind: 'note' }),
    ...parts.map(({ path }, index) =>
      drawText(path, {
        x: inside.x + 12,
        width: inside.width - 12,
        y: top + header + index * row + 8,
        kind: 'note',
      }),
    ),
  ].join('\n')
}

function drawLine(
  folder: PlacedFolder,
  { library, top, bottom, colour }: PlacedLibrary,
  { importedBy }: LibraryUses,
): readonly string[] {
  const { name, modules } = folder.directory
  const users = modules.filter(({ path }) => importedBy(path).includes(library.path)).length
  if (users === 0) return []
  const from = { x: page.margin + card.width, y: Math.round((folder.top + folder.bottom) / 2) }
  const to = { x: libraryCard.x, y: Math.round((top + bottom) / 2) }
  const middle = Math.round((from.x + to.x) / 2)
  const title = `${name}: ${count(users, 'module')} import${users === 1 ? 's' : ''} ${library.path}`
  const width = Math.min(6, 1 + users / 2)
  return [
    `<path class="line" d="M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}" stroke="${colour}" stroke-width="${width}" stroke-opacity=".7"><title>${quoteXml(title)}</title></path>`,
  ]
}
