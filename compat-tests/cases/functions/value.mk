#: $ make
FOO = $PATH
X := $$y
define M
a $(FOO)
b
endef
all:
	@echo '$(value FOO)' '$(value X)' '$(value undefined)' '$(flavor FOO)'
$(info $(value M))
