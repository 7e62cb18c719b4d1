# A program that only asks for a file's status is told its time, and may go by that: an inner make
# that finds all up to date, Python with the byte code of its modules. So its content counts, even
# when the size stays.
write Makefile << 'END'
out: FORCE
	@$(LOG) out
	@./build.sh && cp sub/b $@
FORCE:
inner:
	@./build.sh
.PHONY: inner
dated: in
	@$(LOG) dated
	@if [ ! -e seen ] || [ helper -nt seen ]; then cp helper seen; fi; cat in seen > $@
END
write sub/Makefile << 'END'
b: b.in
	@cat b.in > $@
END
printf '#!/bin/sh\ncd sub && env -u MAKEFLAGS -u MAKELEVEL %s b > /dev/null\n' "$GNU_MAKE" > build.sh
chmod +x build.sh
echo 1 > sub/b.in
for i in 1 2 3; do umake out; done
edit sub/b.in 2
umake out
expect_file out 2
for i in 1 2 3; do umake --mode=ultra inner; done
expect_output cached
edit sub/b.in 3
umake --mode=ultra inner
expect_file sub/b 3
# Nested umakes. The leak checker of a sanitized one would trace it, and a recipe that traces is not
# kept.
printf '#!/bin/sh\ncd sub && env -u MAKEFLAGS -u MAKELEVEL -u UMAKE_MODE ASAN_OPTIONS=detect_leaks=0 %s b > /dev/null\n' "$UMAKE" > build.sh
for i in 1 2 3; do umake --mode=ultra inner; done
expect_output cached
edit sub/b.in 4
umake --mode=ultra inner
expect_file sub/b 4
for i in 1 2 3; do umake out; done
edit sub/b.in 5
umake out
expect_file out 5
# The time alone does not.
for i in 1 2 3; do umake --mode=ultra inner; done
touch sub/b.in sub/b
umake --mode=ultra inner
expect_output cached
# Also in a record.
echo 1 > in; echo 1 > helper
umake dated
edit in 2
umake dated
umake dated
expect_ran ''
edit helper 3
umake dated
expect_ran 'dated'
expect_file dated '2
3'
