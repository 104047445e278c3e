/** Precedence and side of association of Nix's binary operators (parser.y), the weakest first. */
export const operators: ReadonlyMap<string, { readonly level: number; readonly right: boolean }> = new Map([
  ['|>', { level: 0, right: false }],
  ['<|', { level: 0, right: true }],
  ['->', { level: 1, right: true }],
  ['||', { level: 2, right: false }],
  ['&&', { level: 3, right: false }],
  ['==', { level: 4, right: false }],
  ['!=', { level: 4, right: false }],
  ['<', { level: 5, right: false }],
  ['<=', { level: 5, right: false }],
  ['>', { level: 5, right: false }],
  ['>=', { level: 5, right: false }],
  ['//', { level: 6, right: true }],
  ['+', { level: 8, right: false }],
  ['-', { level: 8, right: false }],
  ['*', { level: 9, right: false }],
  ['/', { level: 9, right: false }],
  ['++', { level: 10, right: true }],
])
export const notLevel = 7
export const hasAttrLevel = 11
export const negateLevel = 12
