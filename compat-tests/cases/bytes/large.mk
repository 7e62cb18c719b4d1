#: $ make long; make -f long.mk | md5sum; make -f long.mk count; rm long.mk
#: $ make many; make -f many.mk; rm many.mk
#: $ make deep
#: $ make big
#: $ make -k big-direct big-shell big-environment small
#: about lines of 1 MB, 100,000 prerequisites, makes 100 deep, and arguments that are too long
long: ; @{ printf 'V = '; head -c 1048576 /dev/zero | tr '\000' a; printf '\nall: ; $$(info $$(V))\ncount: ; @echo $$(words $$(subst aaaaaaaaaaaaaaaa,a ,$$(V)))\n'; } > long.mk
many: ; @{ printf 'all:'; seq -f ' p%.0f' 100000 | tr -d '\n'; printf '\n\t@echo $$(words $$^) $$(lastword $$^)\n'; seq -f 'p%.0f: ; @:' 100000; } > many.mk
deep: ; @if [ $(MAKELEVEL) -lt 100 ]; then $(MAKE) --no-print-directory deep; else echo $(MAKELEVEL) deep; fi
BIG = $(shell head -c 2097152 /dev/zero | tr '\000' x)
big: ; @: $(BIG); echo never
big-direct: ; @echo $(BIG)
big-shell: ; -@echo $(BIG) | wc -c
big-environment: export VALUE := $(BIG)
big-environment: ; @echo never
small: ; @echo $@
