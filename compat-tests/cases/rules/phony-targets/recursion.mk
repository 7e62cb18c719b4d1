#: $ make
#: $ make -k; true
SUBDIRS = foo bar
.PHONY: subdirs $(SUBDIRS)
subdirs: $(SUBDIRS)
$(SUBDIRS): ; $(MAKE) -C $@
foo: bar
#: file foo/Makefile
all: ; @echo in foo
#: file bar/Makefile
all: ; @echo in bar
