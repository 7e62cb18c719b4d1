# --audit: undeclared inputs, missing edges, undeclared outputs; with the place, as text and JSON.
write Makefile << 'EOF'
all: prog gen.h
prog: main.c
	@cat main.c sub.h gen.h > $@; echo log > prog.log
gen.h: gen.in
	@cp $< $@
EOF
echo m > main.c; echo s > sub.h; echo 1 > gen.in
umake -j1 gen.h
umake -j1 --audit
expect_output "umake: Makefile:3: 'prog' reads 'sub.h', which is no prerequisite of it"
expect_output "umake: Makefile:3: 'prog' reads 'gen.h', which another recipe makes"
expect_output "umake: Makefile:3: 'prog' also makes 'prog.log', which is no target of its rule"
[ "$(grep -c Makefile: <<< "$output")" = 3 ] || fail 'three findings'
umake --audit=json
expect_output '{"makefile":"Makefile","line":3,"target":"prog","kind":"edge","path":"gen.h","maker":"gen.h"}'
expect_output '"kind":"input","path":"sub.h"}'
rm prog
umake --audit
expect_output "'prog' reads 'sub.h'"
umake --audit=xml
expect_status 2
expect_output "unknown form of the audit 'xml'"
printf 'ok: in\n\t@cp in ok\n' > ok.mk; echo 1 > in
umake -f ok.mk --audit
expect_output 'all that recipes used and made is declared'
