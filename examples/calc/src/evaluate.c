#include "calc.h"
#include "lexer.h"

/* A recursive descent: sum = product {+- product}; product = factor {(* or / or %) factor}. */

typedef struct {
  lexer lexer;
  const calc_names *names;
  calc_status status;
} parser;

static double sum(parser *p);

static double fail(parser *p, calc_status status) {
  if (p->status == CALC_OK) p->status = status;
  return 0;
}

static int accept(parser *p, char sign) {
  if (p->lexer.kind != TOKEN_SIGN || p->lexer.sign != sign) return 0;
  lexer_advance(&p->lexer);
  return 1;
}

static double factor(parser *p) {
  double value = 0;
  if (accept(p, '-')) return -factor(p);
  if (accept(p, '(')) {
    value = sum(p);
    return accept(p, ')') ? value : fail(p, CALC_SYNTAX);
  }
  if (p->lexer.kind == TOKEN_NUMBER) {
    value = p->lexer.number;
  } else if (p->lexer.kind == TOKEN_NAME) {
    if (!calc_names_get(p->names, p->lexer.name, &value)) return fail(p, CALC_UNKNOWN_NAME);
  } else {
    return fail(p, CALC_SYNTAX);
  }
  lexer_advance(&p->lexer);
  return value;
}

static double product(parser *p) {
  double value = factor(p);
  while (p->status == CALC_OK) {
    if (accept(p, '*')) {
      value *= factor(p);
    } else if (accept(p, '/')) {
      double divisor = factor(p);
      if (divisor == 0) return fail(p, CALC_DIVISION_BY_ZERO);
      value /= divisor;
    } else if (accept(p, '%')) {
      long divisor = (long)factor(p);
      if (divisor == 0) return fail(p, CALC_DIVISION_BY_ZERO);
      value = (double)((long)value % divisor);
    } else {
      break;
    }
  }
  return value;
}

static double sum(parser *p) {
  double value = product(p);
  while (p->status == CALC_OK) {
    if (accept(p, '+')) {
      value += product(p);
    } else if (accept(p, '-')) {
      value -= product(p);
    } else {
      break;
    }
  }
  return value;
}

calc_status calc_evaluate(const char *text, const calc_names *names, double *result) {
  parser p = {.names = names, .status = CALC_OK};
  lexer_start(&p.lexer, text);
  double value = sum(&p);
  if (p.status == CALC_OK && p.lexer.kind != TOKEN_END) p.status = CALC_SYNTAX;
  if (p.status == CALC_OK) *result = value;
  return p.status;
}
