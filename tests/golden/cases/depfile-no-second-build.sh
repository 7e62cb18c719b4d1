# The depfile that a compile writes is read from the second run on: that alone rebuilds nothing.
write Makefile << 'END'
prog: main.o
	@$(LOG) $@
	@cp $< $@
main.o: main.c
	@$(LOG) $@
	@cp $< $@
	@echo 'main.o: main.c a.h b.h' > main.d
-include main.d
END
echo m > main.c; echo a > a.h; echo b > b.h
touch -d '2020-01-01' main.c a.h b.h
umake
expect_ran 'main.o prog'
umake
expect_ran ''
umake
expect_ran ''
edit a.h changed
umake
case $(ran) in 'main.o prog' | main.o) ;; *) fail 'expected main.o' ;; esac
