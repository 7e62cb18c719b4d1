#include "calc.h"

const char *calc_message(calc_status status) {
  switch (status) {
    case CALC_OK: return "ok";
    case CALC_SYNTAX: return "syntax error";
    case CALC_DIVISION_BY_ZERO: return "division by zero";
    case CALC_UNKNOWN_NAME: return "unknown name";
  }
  return "unknown status";
}
