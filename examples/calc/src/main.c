#include <stdio.h>

#include "calc.h"

/* calc EXPRESSION...: prints the value of each. */
int main(int argc, char **argv) {
  int failures = 0;
  calc_names *names = calc_names_new();
  if (!names || !calc_names_set(names, "pi", 3.14159265358979)) return 2;
  for (int i = 1; i < argc; ++i) {
    double value;
    calc_status status = calc_evaluate(argv[i], names, &value);
    if (status == CALC_OK) {
      printf("%s = %.10g\n", argv[i], value);
    } else {
      fprintf(stderr, "calc: %s: %s\n", argv[i], calc_message(status));
      ++failures;
    }
  }
  calc_names_free(names);
  return failures != 0;
}
