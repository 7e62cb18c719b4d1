#: $ make
A = 1
ifdef A
 ifdef B
  X = ab
 else
  ifeq ($(A),1)
   X = a1
  endif
 endif
else
 ifdef C
 bad syntax that is skipped
 endif
 define in-skipped
 endif
 endef
endif
all: ; @echo $(X)
