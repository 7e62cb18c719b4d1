#: about which intermediate files that were there before are deleted in the end
#: $ touch bar.y; make -r
#: $ touch bar.y; make -r -f plain.mk
#: $ touch bar.y; make -r -f both.mk
#: $ touch bar.y; make -rB -f self.mk
#: $ make -rn -f none.mk
#: $ make -rn -Wgoal -f none.mk
#: $ touch bar.y; make -r -f shared.mk
all: bar.x
bar.y::; echo > $@
%.x:: %.y; @echo $@
#: file plain.mk
all: bar.x
bar.y::; echo > $@
%.x: %.y; @echo $@
#: file both.mk
all: bar.x bar.z
bar.y::; echo > $@
%.x: %.y; @echo $@
%.z: %.y; @echo $@
#: file self.mk
all: bar.x
self.mk:;
%.x: %.y; @echo $@
%.y:: %.y; echo > $@
#: file none.mk
.INTERMEDIATE: goal
goal: phony
.PHONY: phony
#: file shared.mk
all: bar.x bar.z
%.x: %.y; @echo $@
%.z: %.y; @echo $@
