#: $ make foo x/y
%:: ; @echo last resort $@
