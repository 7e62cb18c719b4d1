# SHELL and .SHELLFLAGS are expanded for each command, so that one recipe may use several shells: a
# result is put back only if all of them are known before.
write Makefile << 'END'
SHELL = $(if $(seen),$(SECOND),/bin/sh)$(eval seen := x)
include second.mk
out: in
	@cat in > $@
	@echo "$$0" >> $@
END
write other.mk << 'END'
NAMED = /bin/$(notdir $(FIRST))
FIRST = /usr/bin/sh
SHELL = $(NAMED)
out: in
	@cat in > $@
	@echo "$$0" >> $@
END
echo 1 > in
for second in /bin/sh /bin/bash /bin/sh /bin/bash; do
  echo "SECOND = $second" > second.mk
  rm -f out
  umake out
  expect_file out "1
$second"
done
# Variables and pure functions alone give the same for every command.
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\).*/\1/p'; }
before=$(hits)
for run in 0 1 2; do
  rm -f out
  umake -f other.mk
  expect_file out '1
/bin/sh'
  [ "$(hits)" = $((before + run)) ] || fail "$run hits"
done
sed -i 's,/sh$,/bash,' other.mk
rm -f out
umake -f other.mk
expect_file out '1
/bin/bash'
[ "$(hits)" = $((before + 2)) ] || fail 'no hit: another shell'
