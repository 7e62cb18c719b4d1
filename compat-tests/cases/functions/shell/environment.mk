#: env X=env
#: $ make Y=cmd
X = changed
export Z = exported
N = not exported
$(info $(shell echo "[$$X][$$Y][$$Z][$$N][$$MAKELEVEL]"))
all:;@echo '$(shell echo $$X)'
