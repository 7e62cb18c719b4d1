#: about a rule without prerequisites takes over what was found for the rule that failed before it
#: $ touch a.o q; make -r
#: $ touch a.o q; make -r -f reset.mk
all: a.x b.x
%::; @echo "$@: $^"
%.x: %.o q nosuch; @echo $@
#: file reset.mk
all: a.x
%::; @echo "$@: $^"
%.x: %.o q nosuch; @echo $@
a%: nosuch2; @echo $@
