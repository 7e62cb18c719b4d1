#include <unistd.h>

#include "session.h"

int main(int argc, char** argv) { return umake::Session(argc, argv, environ).run(); }
