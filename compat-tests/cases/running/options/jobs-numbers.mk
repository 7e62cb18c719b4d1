#: about the number of -j is cut to 32 bits; blanks and a sign may stand in front
#: $ make -j4294967297
#: $ make -j4294967296 2>&1 | head -1
#: $ make -j-1
#: $ make -j2 -j4294967295
#: $ make '-j 2' | sed 's/fifo:.*/FIFO/'
#: $ make -j+1
#: $ make -j-0 2>&1 | head -1
#: $ make '-j2 ' 2>&1 | head -1
#: $ make --jobs=-4294967295
#: $ make J=-j4294967297
MAKEFLAGS += $J
$(info [$(MAKEFLAGS)])
all: ; @echo '$(MAKEFLAGS)'
