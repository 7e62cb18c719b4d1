#: $ make t; ls; make keep; ls
.DELETE_ON_ERROR:
t: ; @echo half > $@; false
keep: ; @echo x; false
