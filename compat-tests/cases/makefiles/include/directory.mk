#: $ mkdir d; make
include d
all:;@echo all
