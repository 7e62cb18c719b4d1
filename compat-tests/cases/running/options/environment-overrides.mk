#: env V=env
#: $ make; make -e; make -e V=cmd
V = file
all: ; @echo $(V) $(origin V); $(MAKE) --no-print-directory -f sub.mk
#: file sub.mk
V = sub
all: ; @echo $(V)
