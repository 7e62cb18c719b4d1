#: $ make -q; echo $?; make -q bad; echo $?; make -q phony; echo $?
all: ; $(error no)
bad: missing
.PHONY: phony
phony:
