#: $ make
#: $ make X=1
#: $ make later
ifdef X
$(error error is $(X),with comma)
endif
ERR = $(error found an error!)
all: ; @echo not used
later:
	@echo first line
	@echo second $(ERR)
