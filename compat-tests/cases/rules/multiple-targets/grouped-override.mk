#: $ make a b c
a b &: ; @echo one; touch a b
b c &: ; @echo two; touch b c
