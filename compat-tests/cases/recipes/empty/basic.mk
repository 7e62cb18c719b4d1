#: $ make target; make other
#: $ make thing
target: ;
%: ; @echo implicit $@
other: target
	
thing:
