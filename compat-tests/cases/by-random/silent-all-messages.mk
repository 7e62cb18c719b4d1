#: about .SILENT for all is like -s: ignored errors, touch, rm
#: $ make -r a.3
#: $ make -rt a.3 b
.SILENT:
%.2: ; touch $@
%.3: %.2
	-false
	touch $@
b: ; touch $@
