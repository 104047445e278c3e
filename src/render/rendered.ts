/**
 * Text that this room (or the Nix printer) made and quoted already. Only such a value may enter a template
 * as it is; a plain string always goes through a quoting helper of the language it enters.
 */
export class Rendered {
  readonly language: string
  readonly text: string

  constructor(language: string, text: string) {
    this.language = language
    this.text = text
  }
}
