#: $ make CC=gcc
#: $ make CC=other
libs_for_gcc = -lgnu
normal_libs =
ifeq ($(CC),gcc)
  libs=$(libs_for_gcc)
else
  libs=$(normal_libs)
endif
foo: ; @echo $(CC) -o foo '$(libs)'
