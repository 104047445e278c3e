import { micromark, type Options } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { Html } from './html.ts'

/** Tags that people write in comments, without attributes. Everything else is shown as text. */
const allowed = /^<\/?(details|summary|sub|sup|br|kbd|b|i)\s*\/?>/

/** Raw HTML piece by piece: known tags pass, comments vanish as on GitHub, the rest is quoted. */
const safeHtml: NonNullable<Options['htmlExtensions']>[number] = {
  exit: {
    htmlFlowData(token) {
      this.raw(filter(this.sliceSerialize(token)))
    },
    htmlTextData(token) {
      this.raw(filter(this.sliceSerialize(token)))
    },
  },
}

/** Markdown as GitHub shows it. */
export function renderMarkdown(text: string): Html {
  const page = micromark(text, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), safeHtml],
  })
  return new Html(page)
}

function filter(raw: string): string {
  return raw
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<[^>]*>?/g, (tag) =>
      allowed.test(tag) ? tag : tag.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
}
