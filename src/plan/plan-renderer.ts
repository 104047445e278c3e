import { createRenderer, type Renderer } from '../render/renderer.ts'
import { nixQuoting } from './nix-quoting.ts'

/** Templates by name; a repository's own take the place of the keeper's. */
export type Templates = ReadonlyMap<string, string>

const renderers = new WeakMap<Templates, Renderer>()

/** The renderer of a set of templates, made once. */
export function planRenderer(templates: Templates): Renderer {
  const known = renderers.get(templates)
  if (known !== undefined) return known
  const renderer = createRenderer(templates, nixQuoting)
  renderers.set(templates, renderer)
  return renderer
}
