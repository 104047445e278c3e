// What JavaScript calls: a text goes in whole, its syntax tree comes out whole, as one array of numbers. Asked for
// node by node, a tree costs more than it took to parse.
//
// Each parse begins with the memory empty. A text thus leaves nothing behind, and one that makes the parser run out of
// memory harms only its own parse, which traps.
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#define EXPORT(name) __attribute__((export_name(name)))

const TSLanguage *tree_sitter_nix(void);

// --- Memory: blocks of powers of two, each size with a list of those given back. ---

extern uint8_t __heap_base;

enum { PAGE = 65536, SMALLEST = 4, SIZES = 32 };

// What stands before each block. 16 bytes, so that every block is aligned.
typedef struct Block {
  struct Block *next;
  uint32_t size_class;
  uint64_t padding;
} Block;

static uintptr_t top;
static Block *given_back[SIZES];

static void reset_memory(void) {
  top = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
  memset(given_back, 0, sizeof given_back);
}

static void reserve(uintptr_t end) {
  uintptr_t held = __builtin_wasm_memory_size(0) * PAGE;
  if (end < top) __builtin_trap();
  if (end > held && __builtin_wasm_memory_grow(0, (end - held + PAGE - 1) / PAGE) == (size_t)-1) __builtin_trap();
}

void *malloc(size_t size) {
  uint32_t size_class = SMALLEST;
  while (((size_t)1 << size_class) < size) {
    if (++size_class == SIZES) __builtin_trap();
  }
  Block *block = given_back[size_class];
  if (block) {
    given_back[size_class] = block->next;
  } else {
    uintptr_t end = top + sizeof(Block) + ((size_t)1 << size_class);
    reserve(end);
    block = (Block *)top;
    block->size_class = size_class;
    top = end;
  }
  return block + 1;
}

void free(void *memory) {
  if (!memory) return;
  Block *block = (Block *)memory - 1;
  block->next = given_back[block->size_class];
  given_back[block->size_class] = block;
}

void *calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) __builtin_trap();
  return memset(malloc(count * size), 0, count * size);
}

void *realloc(void *memory, size_t size) {
  if (!memory) return malloc(size);
  size_t held = (size_t)1 << ((Block *)memory - 1)->size_class;
  if (size <= held) return memory;
  void *larger = malloc(size);
  memcpy(larger, memory, held);
  free(memory);
  return larger;
}

// --- What the parser's code asks of an operating system, which is not there: files, to draw its graphs, and a clock, for
// a time limit. It is never told to use either. ---

enum { BAD_DESCRIPTOR = 8 };

int32_t __imported_wasi_snapshot_preview1_fd_close(int32_t file) {
  (void)file;
  return BAD_DESCRIPTOR;
}

int32_t __imported_wasi_snapshot_preview1_fd_seek(int32_t file, int64_t offset, int32_t from, int32_t result) {
  (void)file;
  (void)offset;
  (void)from;
  (void)result;
  return BAD_DESCRIPTOR;
}

int32_t __imported_wasi_snapshot_preview1_fd_write(int32_t file, int32_t pieces, int32_t count, int32_t result) {
  (void)file;
  (void)pieces;
  (void)count;
  (void)result;
  return BAD_DESCRIPTOR;
}

int clock_gettime(int clock, void *time) {
  (void)clock;
  memset(time, 0, 16);
  return 0;
}

void abort(void) { __builtin_trap(); }

// --- The text and the parser. ---

static uint16_t *text;
static uint32_t text_units;
static TSParser *parser;

// Makes room for a text, which the caller writes there before he parses it.
EXPORT("text") uint16_t *make_text(uint32_t units) {
  reset_memory();
  text_units = units;
  text = malloc((size_t)units * 2 + 2);
  parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_nix())) __builtin_trap();
  return text;
}

static const char *read_text(void *payload, uint32_t byte, TSPoint point, uint32_t *length) {
  (void)payload;
  (void)point;
  uint32_t bytes = text_units * 2;
  *length = byte < bytes ? bytes - byte : 0;
  return (const char *)text + byte;
}

static const TSInput input = {.payload = NULL, .read = read_text, .encoding = TSInputEncodingUTF16LE};

// --- The tree: its named nodes, each after its children. ---

typedef struct {
  uint32_t kind;  // the symbol, and MISSING where recovery made the node up
  uint32_t start; // in UTF-16 code units, as are all offsets
  uint32_t end;
  uint32_t children; // how many of the nodes before are its children; comments are not counted
} Record;

enum { MISSING = 1 << 16 };

static Record *records;
static uint32_t record_count;
static uint32_t record_capacity;
static bool has_error;

static void record(TSNode node, TSSymbol symbol, uint32_t children) {
  if (record_count == record_capacity) {
    record_capacity = record_capacity ? record_capacity * 2 : text_units / 4 + 64;
    records = realloc(records, (size_t)record_capacity * sizeof(Record));
  }
  records[record_count++] = (Record){
      .kind = symbol | (ts_node_is_missing(node) ? MISSING : 0),
      .start = ts_node_start_byte(node) / 2,
      .end = ts_node_end_byte(node) / 2,
      .children = children,
  };
}

static void record_tree(const TSTree *tree, TSSymbol comment) {
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  uint32_t capacity = 256, depth = 0;
  uint32_t *children = malloc(capacity * sizeof *children);
  children[0] = 0;
  for (;;) {
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      if (++depth == capacity) children = realloc(children, (capacity *= 2) * sizeof *children);
      children[depth] = 0;
      continue;
    }
    uint32_t below = 0;
    for (;;) {
      TSNode node = ts_tree_cursor_current_node(&cursor);
      if (ts_node_is_named(node)) {
        TSSymbol symbol = ts_node_symbol(node);
        record(node, symbol, below);
        if (symbol != comment) children[depth]++;
      }
      if (ts_tree_cursor_goto_next_sibling(&cursor)) break;
      if (!ts_tree_cursor_goto_parent(&cursor)) return;
      below = children[depth--];
    }
  }
}

// Parses the text. Returns how many nodes it has; `nodes` says where they are.
EXPORT("parse") uint32_t parse(void) {
  records = NULL;
  record_count = record_capacity = 0;
  TSTree *tree = ts_parser_parse(parser, NULL, input);
  if (!tree) __builtin_trap();
  has_error = ts_node_has_error(ts_tree_root_node(tree));
  TSSymbol comment = ts_language_symbol_for_name(tree_sitter_nix(), "comment", 7, true);
  record_tree(tree, comment);
  return record_count;
}

EXPORT("nodes") Record *nodes(void) { return records; }

// Whether the text that was parsed last is not what the grammar allows.
EXPORT("hasError") bool tree_has_error(void) { return has_error; }

// --- The first error, told by the parser's log: a tree shows only how the parser went on. ---

static const char *after(const char *message, const char *word) {
  const char *found = strstr(message, word);
  return found ? found + strlen(word) : NULL;
}

typedef struct {
  uint32_t row;
  uint32_t byte;
  bool found;
} Stand;

static uint32_t read_number(const char *digits) {
  uint32_t number = 0;
  for (; digits && *digits >= '0' && *digits <= '9'; digits++) number = number * 10 + (uint32_t)(*digits - '0');
  return number;
}

// Reads lines such as `process version:0, version_count:1, state:70, row:0, col:22`.
static void follow(void *payload, TSLogType type, const char *message) {
  Stand *stand = payload;
  if (stand->found || type != TSLogTypeParse) return;
  if (strncmp(message, "process ", 8) == 0) {
    stand->row = read_number(after(message, " row:"));
    stand->byte = read_number(after(message, " col:"));
  } else if (strncmp(message, "detect_error", 12) == 0) {
    stand->found = true;
  }
}

static bool stop(TSParseState *state) { return ((Stand *)state->payload)->found; }

// Where the parser stood when it first had no way on: an offset in the text.
EXPORT("firstError") uint32_t first_error(void) {
  Stand stand = {0};
  ts_parser_set_logger(parser, (TSLogger){.payload = &stand, .log = follow});
  ts_parser_parse_with_options(parser, NULL, input,
                               (TSParseOptions){.payload = &stand, .progress_callback = stop});
  uint32_t line = 0;
  for (uint32_t row = 0; row < stand.row && line < text_units; line++) {
    if (text[line] == '\n') row++;
  }
  return line + stand.byte / 2;
}

// --- The names of the symbols, for who writes a table of them. ---

EXPORT("symbolCount") uint32_t symbol_count(void) { return ts_language_symbol_count(tree_sitter_nix()); }

EXPORT("symbolName") const char *symbol_name(uint32_t symbol) {
  return ts_language_symbol_name(tree_sitter_nix(), (TSSymbol)symbol);
}
