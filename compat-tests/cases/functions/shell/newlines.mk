#: about newlines in the command of $(shell) and !=: a shell is given those after backslashes only
define nl


endef
define tests
$(info 1: $(shell : && echo a$(nl)echo b))
$(info 2: $(shell : && echo 'a$(nl)b'))
$(info 3: $(shell : && echo "a$(nl)b"))
$(info 4: $(shell : && echo a\$(nl)b))
$(info 5: $(shell : && echo a \$(nl)	b))
$(info 6: $(shell : && echo a\\$(nl)b))
$(info 7: $(shell : && echo 'a\$(nl)	b'))
$(info 8: $(shell : && echo 'a\\$(nl)b'))
$(info 9: $(shell echo 'a$(nl)b'))
$(info 10: $(shell echo a$(nl);echo b$(nl)))
$(info 11: $(shell echo a;$(nl)$(nl)echo b))
$(info 12: $(shell echo a $(nl)	 ;echo b))
$(info 13: $(shell : && echo a #c$(nl)echo d))
endef
$(tests)
$(tests)
$(info more flags)
.SHELLFLAGS=-e -c
$(tests)
SHELL=/bin/sh
$(tests)
x != : && echo a$(nl)b
$(info $x)
all:
