#: $ make -f 1.mk; make -f 2.mk; make -f 3.mk
all:;@:
#: file 1.mk

$(eval bad syntax)
#: file 2.mk
all:
	$(eval target: ; echo)
	@echo x
#: file 3.mk
all:
	$(eval V = from recipe)
	@echo '$(V)'
