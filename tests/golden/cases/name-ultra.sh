write Makefile << 'END'
all: ; @$(LOG) all
check: ; @$(LOG) check
vet: ; @$(LOG) vet
docs: ; @$(LOG) docs
own: ; @$(LOG) own
own-ultra: ; @$(LOG) own-ultra-rule
.PHONY: all check vet docs own own-ultra
END
umake docs-ultra
expect_ran docs
umake test-ultra
expect_ran check
umake lint-ultra
expect_ran vet
umake build-ultra
expect_ran all
umake own-ultra
expect_ran own-ultra-rule
umake nothing-ultra
expect_status 2
