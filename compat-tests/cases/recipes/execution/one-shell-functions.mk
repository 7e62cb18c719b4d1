#: about $(shell) and != take SHELL and lines as a recipe does once .ONESHELL was read
define nl


endef
$(info before: $(shell : && -echo a$(nl)@echo b))
.ONESHELL:
SHELL = /bin/sh
$(info direct: $(shell @echo a))
$(info lines: $(shell echo a$(nl)@echo b$(nl)-echo c;$(nl)	+echo d))
$(info escaped: $(shell echo a\$(nl)b 'c$(nl)d'))
SHELL = /bin/bash
$(info first: $(shell 	 @ +echo a$(nl) 	@echo x;$(nl)$(nl)@$(nl)@ - echo c))
SHELL = /usr/bin/perl
.SHELLFLAGS = -e
$(info perl: $(shell @a=(1);print "a";$(nl)@b=(2);print @b;))
SHELL = /bin/sh -e
.SHELLFLAGS = -c
$(info one word: $(shell echo a))
x != echo b
SHELL =
$(info none: $(shell echo a))
all: some none
some: SHELL = /bin/sh -e
some none:
	-@echo $@
	echo more
