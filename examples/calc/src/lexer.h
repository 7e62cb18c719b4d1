#ifndef LEXER_H
#define LEXER_H

typedef enum { TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_SIGN, TOKEN_BAD } token_kind;

typedef struct {
  const char *next; /* the text that is still to be read */
  token_kind kind;
  double number;
  char name[32];
  char sign;
} lexer;

void lexer_start(lexer *lexer, const char *text);
void lexer_advance(lexer *lexer);

#endif
