import type { Alignment } from '../../../src/model/alignment.ts'
import { alignedOf, alignmentOf, libraryOf, moduleOf, named, packageOf, problemOf } from './sample.ts'

/** A repository in which every text is the given one. */
export function saying(text: string): Alignment {
  const path = `modules/${text.replace(/[/\0]/g, '') || 'x'}/x.nix`
  const location = { path, line: 1, column: 1 }
  const option = {
    path: `services.${text}.x`,
    type: text,
    default: text,
    example: text,
    description: text,
    location,
    inSubmodule: false,
  }
  const aligned = alignedOf(packageOf(text, { org: text, location }), {
    reason: text,
    status: 'aligned',
    modules: [path],
    services: [text],
    evidence: [{ kind: 'service', weight: 1, text }],
  })
  const module = moduleOf(path, text, {
    org: text,
    options: [option, { ...option, default: null, path: `${text}.y` }],
    libraries: ['lib/x.nix'],
  })
  const library = libraryOf(
    'lib/x.nix',
    { [text]: [named(text)] },
    { purpose: text, usedBy: [path], broken: new Map([[text, text]]) },
  )
  return alignmentOf(
    [aligned, alignedOf(packageOf(`${text}2`, { description: text }))],
    { modules: [module], libraries: [library] },
    [problemOf('x', { message: text, path })],
  )
}
