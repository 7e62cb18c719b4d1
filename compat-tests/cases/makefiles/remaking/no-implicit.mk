#: about an empty rule stops the implicit search for makefiles
#: $ make
all: ; @echo all
Makefile: ;
%: force ; @echo match-anything $@
force: ;
