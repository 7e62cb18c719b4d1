# A copy has the permissions of what it was copied from: a recipe that was told of them, or that
# executed a file, is put back only where these are the same. What stands is not remade for them, as
# with GNU make.
umask 022
write Makefile << 'EOF'
all: tool tree list said tool.sh.gz
tool: tool.sh
	@cp tool.sh $@
tool.sh.gz: tool.sh ; @gzip -nkf tool.sh
tree:
	@cp -r src $@
list:
	@find src -perm 755 | sort > $@
said:
	@./say > $@
clean: ; @rm -rf tool tree list said *.gz
EOF
echo 'echo 1' > tool.sh; echo 'echo said' > say; mkdir -p src/d; echo x > src/d/x
chmod 755 say
mode() { [ "$(stat -c %a "$1")" = "$2" ] || fail "$1: not $2, but $(stat -c %a "$1")"; }
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\) .*/\1/p'; }
for mode in fast ultra; do
  chmod 644 tool.sh src/d/x; chmod 755 src/d say
  umake --mode=$mode; expect_status 0
  chmod 755 tool.sh; umake --mode=$mode; mode tool 644
  umake clean; umake --mode=$mode; mode tool 755
  chmod 600 tool.sh; umake clean; umake --mode=$mode; mode tool 600; mode tool.sh.gz 600
  chmod 750 src/d/x; umake clean; umake --mode=$mode; mode tree/d/x 750
  chmod 700 src/d; umake clean; umake --mode=$mode; mode tree/d 700
  expect_file list src
  chmod 644 tool.sh src/d/x; chmod 755 src/d
  tick; umake clean; umake --mode=$mode; before=$(hits); umake clean; umake --mode=$mode; mode tool 644; mode tree/d 755
  # The list also looked at the directory that the others write to.
  [ $(hits) -ge $((before + 3)) ] || fail "three hits, not $(($(hits) - before))"
  chmod 644 say; umake clean; umake --mode=$mode; expect_status 2
done
