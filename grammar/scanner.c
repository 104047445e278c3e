// The tokens of Nix that a regular expression cannot find: text inside strings, and paths.
// Each function follows the rules of Nix's own lexer (src/libexpr/lexer.l), named in its comment.
// None of them keeps state, so there is nothing to serialize.
#include <tree_sitter/parser.h>

// The order is the order of `externals` in grammar.js.
enum TokenType { QUOTED_TEXT, INDENTED_TEXT, PATH_START, PATH_TEXT };

static void take(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool at_end(TSLexer *lexer) { return lexer->eof(lexer); }

// PATH_CHAR, without the slash.
static bool is_path_char(int32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
         c == '_' || c == '.';
}

// <STRING>: all up to `"` or `${`. A backslash takes the next character with it; `$` takes the next unless that
// is `{`, `"` or `\`, so `$${` opens nothing.
static bool scan_quoted_text(TSLexer *lexer) {
  lexer->result_symbol = QUOTED_TEXT;
  for (bool some = false;; some = true) {
    lexer->mark_end(lexer);
    if (at_end(lexer) || lexer->lookahead == '"') return some;
    if (lexer->lookahead == '\\') {
      take(lexer);
      if (at_end(lexer)) return some;
      take(lexer);
    } else if (lexer->lookahead == '$') {
      take(lexer);
      if (lexer->lookahead == '{') return some;
      if (lexer->lookahead != '"' && lexer->lookahead != '\\' && !at_end(lexer)) take(lexer);
    } else {
      take(lexer);
    }
  }
}

// <IND_STRING>: all up to `''` or `${`; `'''`, `''$` and `''\x` are escapes and do not end it.
static bool scan_indented_text(TSLexer *lexer) {
  lexer->result_symbol = INDENTED_TEXT;
  for (bool some = false;; some = true) {
    lexer->mark_end(lexer);
    if (at_end(lexer)) return some;
    if (lexer->lookahead == '\'') {
      take(lexer);
      if (lexer->lookahead != '\'') continue;
      take(lexer);
      if (lexer->lookahead == '\\') {
        take(lexer);
        if (at_end(lexer)) return some;
      } else if (lexer->lookahead != '\'' && lexer->lookahead != '$') {
        return some;
      }
      take(lexer);
    } else if (lexer->lookahead == '$') {
      take(lexer);
      if (lexer->lookahead == '{') return some;
      if (lexer->lookahead != '\'' && !at_end(lexer)) take(lexer);
    } else {
      take(lexer);
    }
  }
}

static void take_path_text(TSLexer *lexer) {
  while (is_path_char(lexer->lookahead) || lexer->lookahead == '/') take(lexer);
  lexer->mark_end(lexer);
}

// PATH, HPATH, or PATH_SEG or HPATH_START before `${`. `a//b` is not one: a slash must be followed by a name.
static bool scan_path_start(TSLexer *lexer) {
  lexer->result_symbol = PATH_START;
  while (lexer->lookahead == ' ' || lexer->lookahead == '\n' || lexer->lookahead == '\r' || lexer->lookahead == '\t') {
    lexer->advance(lexer, true);
  }
  if (lexer->lookahead == '~') {
    take(lexer);
  } else {
    while (is_path_char(lexer->lookahead)) take(lexer);
  }
  if (lexer->lookahead != '/') return false;
  take(lexer);
  if (lexer->lookahead == '$') {
    lexer->mark_end(lexer);
    take(lexer);
    return lexer->lookahead == '{';
  }
  if (!is_path_char(lexer->lookahead)) return false;
  take_path_text(lexer);
  return true;
}

void *tree_sitter_nix_external_scanner_create(void) { return NULL; }
void tree_sitter_nix_external_scanner_destroy(void *payload) {}
unsigned tree_sitter_nix_external_scanner_serialize(void *payload, char *buffer) { return 0; }
void tree_sitter_nix_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {}

bool tree_sitter_nix_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  // During error recovery everything is valid; guessing text then would swallow the rest of the file.
  if (valid[QUOTED_TEXT] && valid[INDENTED_TEXT]) return false;
  if (valid[QUOTED_TEXT]) return scan_quoted_text(lexer);
  if (valid[INDENTED_TEXT]) return scan_indented_text(lexer);
  if (valid[PATH_TEXT] && (is_path_char(lexer->lookahead) || lexer->lookahead == '/')) {
    lexer->result_symbol = PATH_TEXT;
    take_path_text(lexer);
    return true;
  }
  return valid[PATH_START] && scan_path_start(lexer);
}
