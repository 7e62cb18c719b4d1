#: env A=env
#: env B=env
#: $ make
#: $ make -e
#: $ make A=cmd
A = file
C = file
$(info $(A) $(origin A) $(B) $(origin B) $(C) $(origin C) $(origin CC) $(origin nothing) $(origin @))
all:;@echo $(origin @) $(origin A)
