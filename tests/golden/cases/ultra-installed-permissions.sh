# What lies outside of the project can't be put back, only found to be as it was left: permissions
# and what links lead to are part of that.
umask 022
write Makefile <<'END'
.PHONY: install
install:
	@mkdir -p $(D)/bin; cp in $(D)/bin/in; chmod 755 $(D)/bin/in; ln -sfn in $(D)/bin/link
END
echo 1 > in
D=$case_top/installed
settled() {
  umake --mode=ultra install "D=$D"
  umake --mode=ultra install "D=$D"
  expect_output '1 replayed'
  [ "$(stat -c %a "$D/bin/in")" = 755 ] || fail 'installed with its permissions'
  [ "$(readlink "$D/bin/link")" = in ] || fail 'the link is there'
}
settled
chmod 600 "$D/bin/in"
settled
ln -sfn nowhere "$D/bin/link"
settled
ln -sfn "$D/bin/in" "$D/bin/link"
settled
rm -r "$D"
settled
