import { Native } from '../../eval/value.ts'
import { isAscii, onTexts } from './text.ts'

/** Nix knows the letters of ASCII only. */
export function toUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}

export function toLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

export function toSentenceCase(text: string): string {
  return toUpper(text.slice(0, 1)) + toLower(text.slice(1))
}

export const lowerCaseLetters = Array.from('abcdefghijklmnopqrstuvwxyz')
export const upperCaseLetters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')

/** Upper and lower case. */
export const letterCaseFunctions: readonly Native[] = [
  onTexts('toUpper', 1, toUpper),
  onTexts('toLower', 1, toLower),
  onTexts('toSentenceCase', 1, (text) => (isAscii(text) ? toSentenceCase(text) : undefined)),
]
