#: $ make
$(info [$(shell printf 'a\nb\n\n\n')] [$(shell echo '  x  ')] [$(shell exit 3)] $(.SHELLSTATUS) [$(shell echo err >&2)] $(.SHELLSTATUS))
$(info [$(shell echo $$HOME | wc -l)] [$(shell echo "a,b(c)" | tr -d '()')] [$(shell kill -9 $$$$)] $(.SHELLSTATUS))
$(info [$(shell nosuchcommand)] $(.SHELLSTATUS) [$(shell ./nosuch; echo $$?)])
all:;@:
