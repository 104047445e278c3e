import { Html } from './html.ts'

export const style = new Html(`<style>
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem }
article { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; overflow: hidden; padding: 0 1rem }
article > header { background: color-mix(in srgb, currentColor 6%, transparent); font-weight: 600; margin: 0 -1rem; padding: .4rem 1rem }
pre, code { font: 13px/1.45 ui-monospace, monospace }
pre { overflow-x: auto } pre span { display: block }
table { border-collapse: collapse }
td, th { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left }
.badge { border: 1px solid var(--line); border-radius: 1em; font-size: .75rem; font-weight: 600; padding: .1rem .6rem }
.open, .success, .added { color: #1a7f37 } .merged { color: #8250df }
.closed, .failure, .removed { color: #cf222e } .warning, .neutral { color: #9a6700 } .place { color: #6e7781 }
ol.code { white-space: pre; overflow-x: auto } ol.code li:target { background: #fff8c5; color: #000 }
</style>`)
