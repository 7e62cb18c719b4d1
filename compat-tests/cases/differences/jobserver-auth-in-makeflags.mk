#: xfail an option between makes that a makefile gives is not shown
#: $ make
MAKEFLAGS = --jobserver-auth=3,4
$(info $(MAKEFLAGS))
all: ; @echo '$(MAKEFLAGS)'
