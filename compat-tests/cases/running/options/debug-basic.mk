#: $ at 1 s; make --debug=b | sed '1,/^Reading makefiles/d'
#: $ make --debug=z
t: s ; @echo t; touch t
