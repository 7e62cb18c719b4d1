#: about seed 336365: a comma opens what a parenthesis closes
#: $ make
ifeq ,,)
$(info empty)
endif
ifeq ,a,b)
$(info same)
else
$(info different)
endif
ifneq ,a,a) x
endif
all: ;
