#: $ make -I inc
#: $ make -I inc -I - ; true
#: $ make
include found.mk
$(info dirs: $(filter-out /%,$(.INCLUDE_DIRS)))
all: ; @echo $(X)
#: file inc/found.mk
X = from inc
