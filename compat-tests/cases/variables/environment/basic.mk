#: env FOO=from env
#: $ make; make -e; make FOO=cmd
FOO2 := $(FOO)
FOO = file
all: ; @echo '$(FOO2) $(FOO)' "$$FOO" '$(SHELL)'
