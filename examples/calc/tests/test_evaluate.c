#include "calc.h"
#include "check.h"

static double value_of(const char *text) {
  double value = -1e9;
  return calc_evaluate(text, NULL, &value) == CALC_OK ? value : -1e9;
}

static calc_status status_of(const char *text) {
  double value;
  return calc_evaluate(text, NULL, &value);
}

int main(void) {
  CHECK(value_of("1 + 2 * 3") == 7);
  CHECK(value_of("(1 + 2) * 3") == 9);
  CHECK(value_of("8 / 2 / 2") == 2);
  CHECK(value_of("-3 - -4") == 1);
  CHECK(value_of("17 % 5") == 2);
  CHECK(status_of("1 / 0") == CALC_DIVISION_BY_ZERO);
  CHECK(status_of("1 +") == CALC_SYNTAX);
  CHECK(status_of("(1") == CALC_SYNTAX);
  CHECK(status_of("x") == CALC_UNKNOWN_NAME);
  return check_result("evaluate");
}
