#: $ make a; make c
a b &:: ; @echo first '$@'; touch a b
b c &:: ; @echo second '$@'; touch b c
