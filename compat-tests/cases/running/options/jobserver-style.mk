#: $ make -j2 --jobserver-style=pipe; make -j2 --jobserver-style=fifo; make -j2 --jobserver-style=what
#: filter s/fifo:[^ ]*/fifo:PATH/g
#: filter s/auth=[0-9]+,[0-9]+/auth=R,W/g
all: ; @echo '$(MAKEFLAGS)'
