#: $ make
#: $ make bad1; make bad2; make bad3
O = out
$(file >$(O),line one)
$(file >>$(O),line two)
$(file >> $(O),$(empty))
$(file > empty)
$(file >nl,with newline$(nl))
define nl


endef
$(info [$(file < $(O))] [$(file <missing)] [$(file <empty)])
all:;@cat $(O)
bad1:;$(file <$(O),text)
bad2:;$(file $(O),text)
bad3:;$(file >no/such/dir/f,text)
