#: about the strength of origins
#: env E1=env1 E2=env2 E3=env3 E4=env4 E5=env5 E6=env6 E7=env7
#: $ make
#: $ make -e CL=cl CM:=cm
all: o = $(origin o)$(origin CC)$(origin E1)
all: ; @echo $(o)
E1 += x
E2 ?= y
$(info $(origin E1)$(E1) $(origin E2)$(E2) $(flavor E1))
override E3 += z
$(info $(origin E3)$(E3))
define E4
new
endef
$(info $(origin E4)$(E4))
E5 := $(E5)more
$(info $(origin E5)$(E5))
undefine E6
$(info $(origin E6)$(E6))
override undefine E7
$(info $(origin E7)$(E7) $(origin CL) $(origin CM) $(CL) $(CM))
CL += app
override CM += app
override CL ?= q
$(info $(CL) $(CM) $(origin CM) $(origin CL))
undefine CM
$(info $(CM))
override undefine CM
$(info $(CM) $(origin CM))
CM := later
$(info $(CM) $(origin CM))
