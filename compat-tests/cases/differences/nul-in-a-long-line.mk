#: xfail a line is not cut where a buffer of 200 bytes ends
#: $ head -c 150 /dev/zero | tr "\\0" x > n.mk; printf "\\0\\0" >> n.mk; head -c 100 /dev/zero >> n.mk; printf "\\nall:;@echo hi\\n" >> n.mk; make -f n.mk
#: makefile none
