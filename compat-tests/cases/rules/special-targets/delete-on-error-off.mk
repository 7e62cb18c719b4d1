#: $ make t; ls
t: ; @echo half > $@; false
