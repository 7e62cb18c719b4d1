#: $ make
.EXTRA_PREREQS = tool
all: a b ; @echo '$@: $^ | $+ $?'
a b: ; @echo '$@: $^'
tool: ; @echo $@
