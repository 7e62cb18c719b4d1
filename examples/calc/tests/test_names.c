#include "calc.h"
#include "check.h"

int main(void) {
  double value = 0;
  calc_names *names = calc_names_new();
  CHECK(names != NULL);
  CHECK(!calc_names_get(names, "a", &value));
  CHECK(calc_names_set(names, "a", 2));
  CHECK(calc_names_set(names, "b", 3));
  CHECK(calc_names_set(names, "a", 4));
  CHECK(calc_names_get(names, "a", &value) && value == 4);
  CHECK(calc_evaluate("a * b", names, &value) == CALC_OK && value == 12);
  calc_names_free(names);
  return check_result("names");
}
