#: xfail what the environment gives is not expanded
#: $ MAKEFLAGS='$(info expanded)k' make
all: ; @echo '$(MAKEFLAGS)'
