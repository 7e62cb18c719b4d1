#: $ make -t none one both
#: $ make -t last first null after only blank
#: $ make -tn last
#: about how often -t touches a target some of whose lines are recursive
none:
	echo x
one:
	+@echo $@
both:
	+@echo $@
	@echo x
last:
	@echo x
	+@echo $@
first:
	+@echo $@
	:
null:
	@echo x
	+:
after:
	+@echo $@
	
	$(empty)
only:
	+
	
blank:
	+

	$(empty)
	
