#: $ make CMD=
bar =
foo = $(bar)
name = foo
$(info $(if $(foo),t,f))
ifdef foo
$(info foo is defined)
endif
ifdef bar
$(info no)
else
$(info bar is empty)
endif
ifdef $(name)
$(info computed)
endif
ifndef CMD
$(info CMD is empty)
endif
ifdef foo # comment
$(info comment)
endif # also
all:;@:
