#: $ make
LIST = one two three
all:
	for i in $(LIST); do \
	    echo $$i; \
	done
	@echo '$$' "$$HOME" | sed 's,/.*,HOME,'
