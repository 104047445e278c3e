import { describe, expect, it } from '@jest/globals'
import { html } from '../../../local-github/pages/html.ts'
import { renderMarkdown } from '../../../local-github/pages/render-markdown.ts'

describe('pages of the local GitHub', () => {
  it('quote what they show', () => {
    expect(html`<b title="${'"x"'}">${'<script>'}${html`<i></i>`}</b>`.text).toBe(
      '<b title="&#34;x&#34;">&#60;script&#62;<i></i></b>',
    )
  })

  it('show Markdown as GitHub does, without what people could do with HTML', () => {
    const text =
      'One\n\n<details><summary>More</summary>\n\n**Two**\n\n</details>\n\n<!-- hidden -->\n\n<script>x</script> <img src=x onerror=y>'
    const page = renderMarkdown(text).text
    expect(page).toContain('<details><summary>More</summary>')
    expect(page).toContain('<strong>Two</strong>')
    expect(page).not.toContain('hidden')
    expect(page).not.toMatch(/<script|<img/)
  })
})
