#: env FROMENV=env
#: $ make CMD='c m$$d'
A = a
B = b
export A
export C = c$(A)
export D := d
export E F
E = e
unexport FROMENV
FROMENV = changed
all:
	@echo "[$$A][$$B][$$C][$$D][$$E][$$F-$${F+set}][$$FROMENV][$$CMD]"
	@$(MAKE) --no-print-directory -f sub.mk
#: file sub.mk
all: ; @echo '[$(A)][$(B)][$(C)][$(D)][$(FROMENV)][$(CMD)] $(origin A) $(origin CMD) $(MAKEOVERRIDES)'
