#: $ make
hash != printf '\043'
multi != printf 'a\nb\n\n'
fail != exit 3
status := $(.SHELLSTATUS)
dollar != echo '$$x' '$$$$'
x = X
all: ; @echo '$(hash) [$(multi)] [$(fail)] $(status) $(flavor hash) $(dollar)'
