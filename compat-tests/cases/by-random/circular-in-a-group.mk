#: about the target that is looked at is named, not the one of its group whose list has the circle
#: $ make x.c
#: $ make t0
x.c z.c &: z.c ; @echo $@
t0 t1 &: t1 t0 ; @echo $@
