#: $ make V=cmd W=cmd
#: $ make V=cmd MAKEOVERRIDES=
#: about what makefiles undefine of the command line comes back from MAKEFLAGS
V1 := $(V)
override undefine V
V1 := $(V1)$(V).
override W = x
all: ; @echo "$$V" [$(V)] $(V1) $(flavor V) $(origin V) [$(W)] $(MAKEFLAGS)
