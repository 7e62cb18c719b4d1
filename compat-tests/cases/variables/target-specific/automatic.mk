#: $ make
all: V = $@-$<-$^
all: x ; @echo '$(V)'
x: ; @echo '$@ [$(V)]'
