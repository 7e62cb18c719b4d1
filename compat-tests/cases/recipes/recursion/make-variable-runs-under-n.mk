#: $ make -n; make -q; echo $?; make -t
all: a
	@echo plain
	@echo has '$(MAKE)'
	+@echo plus
	@echo has '${MAKE}'
	@m='$(MAKE)'; echo $$m
a: ; @echo a; touch $@
