#: about a SHELL that is set but empty, and the shell of the command line's own assignments
#: $ make -k; make -k FLAGS=x; make SHELL= plain
#: $ SHELL=/bin/sh make 'A:=$(shell echo a; echo b)' 'B!=echo $$0' plain; make 'A:=$(shell echo a; echo b)' plain
ifneq ($(filter plain,$(MAKECMDGOALS)),plain)
SHELL =
endif
ifdef FLAGS
.SHELLFLAGS =
endif
$(info $(shell echo parsed; echo twice) $(.SHELLSTATUS))
all: one two
one: ; @echo hi; echo $$0
two: ; @echo hi
plain: ; @echo '$(A) $(B) $(SHELL)'; :
