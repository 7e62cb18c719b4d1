#: about SHELL, .SHELLFLAGS and IFS are expanded for each command, a blank one too
#: $ make all
#: $ make -n all
#: $ make changing
#: $ make -i mine
#: $ make -k failing after
SHELL = $(info SHELL)/bin/sh
.SHELLFLAGS = $(info FLAGS)-c
IFS = $(info IFS) 
$(info $(shell echo hi))
define lines
@echo one

@echo two
@

endef
all: ; 
	@echo a
	
	@echo b; echo c
	-@echo "$(info recipe)"
	@: 
	@
	$(E)
	$(E) $(E)
	+@echo d \
	 e
	$(lines)
	@false | true
changing: IFS =
changing: .SHELLFLAGS = -c
changing: SHELL = $(info $(count))$(eval count += x)$(if $(word 3,$(count)),/bin/nothing,/bin/sh)
changing:
	@echo first
	@echo second
	@echo third
	@echo fourth
mine: SHELL = $(info mine)/bin/sh
mine:
	false
	exit 2
failing:
	false
	@echo never
after: ; @echo after
