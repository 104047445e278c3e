import type { Module } from '../../model/inventory.ts'
import { byCodeUnit } from '../text/words.ts'

/** Organisations that own something, sorted. */
export function organisationsOf(owned: readonly { readonly org: string | null }[]): readonly string[] {
  return [...new Set(owned.flatMap(({ org }) => (org === null ? [] : [org])))].sort(byCodeUnit)
}

/** What a module is for, by what it declares. */
export type ModuleClass = 'ecosystem' | 'service' | 'utility'

/**
 * Classes modules: a module with a service belongs to an ecosystem where its folder has several such, and is
 * a service of its own where it has one; a module without is a utility.
 */
export function classOf(module: Module, folder: readonly Module[]): ModuleClass {
  if (module.services.length === 0) return 'utility'
  return folder.filter(({ services }) => services.length > 0).length > 1 ? 'ecosystem' : 'service'
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part / whole) * 100)
}
