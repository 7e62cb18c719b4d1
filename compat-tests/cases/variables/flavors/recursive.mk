#: $ make
foo = $(bar)
bar = $(ugh)
ugh = Huh?
all: ; @echo $(foo) '$(value foo)' $(flavor foo)
