import { isMap, isSeq, parseDocument } from 'yaml'
import type { Waiver } from '../model/alignment.ts'

export type WaiverEdit =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }

/**
 * Records a waiver in the text of `.github/nur-keeper.yml`, keeping the author's comments and order.
 * @param text the file's text, or null where there is none yet
 * @param waiver what to record; one that stands for the same package is replaced
 * @returns the new text (the same text where nothing changes), or why the file cannot be edited
 */
export function addWaiver(text: string | null, waiver: Waiver): WaiverEdit {
  const document = parseDocument(text ?? '')
  if (document.errors.length > 0) {
    return { ok: false, message: 'the config on the default branch is not valid YAML: mend it first' }
  }
  if (document.contents !== null && !isMap(document.contents)) {
    return { ok: false, message: 'the config is not a mapping of keys to values' }
  }
  const list = document.get('waivers', true)
  if (list !== undefined && !isSeq(list))
    return { ok: false, message: '`waivers` in the config is not a list' }
  const entry = { package: waiver.package, reason: waiver.reason, author: waiver.author }
  const index = isSeq(list)
    ? list.items.findIndex((item) => isMap(item) && item.get('package') === waiver.package)
    : -1
  const standing = isSeq(list) ? list.items[index] : undefined
  if (isMap(standing) && standing.get('reason') === waiver.reason) return { ok: true, text: text ?? '' }
  if (isSeq(list) && index >= 0) list.set(index, document.createNode(entry))
  else if (isSeq(list)) {
    list.flow = false
    list.add(document.createNode(entry))
  } else document.set('waivers', document.createNode([entry]))
  return { ok: true, text: document.toString({ lineWidth: 0 }) }
}
