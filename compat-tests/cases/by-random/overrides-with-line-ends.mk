#: $ make "$(printf 'V2=a\nb c')" all
#: $ make "$(printf 'V2=a\\\nb')" all
#: $ MAKEFLAGS="$(printf ' -- V2=1\nV3=2')" make sub
#: $ MAKEFLAGS="$(printf 'k\nV2=1')" make sub
#: about a line end in MAKEFLAGS does not end a word
all: ; @$(MAKE) --no-print-directory sub
sub: ; $(info [$(MAKEFLAGS)] [$(V2)] [$(V3)])
