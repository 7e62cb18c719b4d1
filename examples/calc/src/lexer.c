#include "lexer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void lexer_start(lexer *lexer, const char *text) {
  lexer->next = text;
  lexer_advance(lexer);
}

static void read_name(lexer *lexer) {
  size_t length = 0;
  while (isalnum((unsigned char)*lexer->next) || *lexer->next == '_') {
    if (length + 1 < sizeof lexer->name) lexer->name[length++] = *lexer->next;
    ++lexer->next;
  }
  lexer->name[length] = '\0';
}

void lexer_advance(lexer *lexer) {
  while (isspace((unsigned char)*lexer->next)) ++lexer->next;
  char c = *lexer->next;
  if (c == '\0') {
    lexer->kind = TOKEN_END;
  } else if (isdigit((unsigned char)c) || c == '.') {
    char *end;
    lexer->number = strtod(lexer->next, &end);
    lexer->kind = end == lexer->next ? TOKEN_BAD : TOKEN_NUMBER;
    lexer->next = end;
  } else if (isalpha((unsigned char)c) || c == '_') {
    lexer->kind = TOKEN_NAME;
    read_name(lexer);
  } else if (strchr("+-*/%()", c)) {
    lexer->kind = TOKEN_SIGN;
    lexer->sign = c;
    ++lexer->next;
  } else {
    lexer->kind = TOKEN_BAD;
  }
}
