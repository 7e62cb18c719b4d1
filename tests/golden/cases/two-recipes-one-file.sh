# Two recipes that both write both files (libtool makes x.o and x.lo like that) run one after the
# other, in the makefile's order, once they were seen to do so: what comes out is then what one job
# at a time gives, every time, from the action cache as well.
write Makefile << 'END'
all: prog
prog: x.o x.lo
	@cat x.o x.lo > $@
x.o x.lo: x.c
	@$(LOG) $@
	@mkdir lock || touch ../overlap; cat x.c > x.o; sleep 0.1; echo $@ >> x.o
	@(echo lo; cat x.o) > x.lo; sleep 0.05; rm -rf lock
END
echo 1 > x.c
umake -j2 --no-cache
rm -rf ../overlap lock
for flag in --no-cache --no-cache --cache-warm --cache-warm --cache-warm; do
  rm -f prog x.o x.lo
  umake -j2 $([ $flag = --no-cache ] && echo $flag)
  expect_missing ../overlap
  expect_file prog '1
x.o
lo
1
x.o'
  umake -j2
  expect_ran ''
done
edit x.c 2
umake -j2
expect_ran 'x.o'
expect_missing ../overlap
expect_file x.lo 'lo
2
x.o'
