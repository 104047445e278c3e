import { printHiddenMarker, type HiddenMarker } from '../plan/text/hidden-marker.ts'

/** How a comment with this marker is found again: the marker's text without the frame of an HTML comment. */
export function topicOf(marker: HiddenMarker): string {
  return printHiddenMarker(marker)
    .replace(/^<!-- nur-keeper:/, '')
    .replace(/ -->$/, '')
}
