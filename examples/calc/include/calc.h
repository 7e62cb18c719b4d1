#ifndef CALC_H
#define CALC_H

/* Evaluates arithmetic expressions: + - * / %, parentheses, unary minus, and names. */

typedef enum {
  CALC_OK,
  CALC_SYNTAX,
  CALC_DIVISION_BY_ZERO,
  CALC_UNKNOWN_NAME
} calc_status;

typedef struct calc_names calc_names;

/* A table of named values. */
calc_names *calc_names_new(void);
void calc_names_free(calc_names *names);
int calc_names_set(calc_names *names, const char *name, double value);
int calc_names_get(const calc_names *names, const char *name, double *value);

/* Evaluates text; on success, *result holds the value. names may be NULL. */
calc_status calc_evaluate(const char *text, const calc_names *names, double *result);

const char *calc_message(calc_status status);

#endif
