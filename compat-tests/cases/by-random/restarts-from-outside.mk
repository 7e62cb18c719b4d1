#: about seed 622632: MAKE_RESTARTS in the environment counts, whoever set it: -B and -W do not hold for
#: about makefiles then
#: $ MAKE_RESTARTS=3 make -B
#: $ MAKE_RESTARTS=2 make -W in
#: $ MAKE_RESTARTS=none make
$(info $(MAKE_RESTARTS), $(flavor MAKE_RESTARTS), $(origin MAKE_RESTARTS))
-include inc.mk
all: ; @echo all; env | grep -c MAKE_RESTARTS || :
inc.mk: in ; touch $@
in: ; touch $@
