# Another compiler under the same name, in the project or outside of it, on PATH or by its whole
# name: what the one before made is not given.
write Makefile << 'EOF'
all: by-path by-name by-library
by-path: in ; @compile in > $@
by-name: in ; @tools/compile in > $@
by-library: in ; @tools/driver in > $@
clean: ; @rm -f by-path by-name by-library
EOF
echo text > in
mkdir -p "$case_top/bin" tools
export PATH="$case_top/bin:$PATH"
write tools/driver << 'EOF'
#!/bin/sh
exec sh "$(dirname "$0")/pass" "$@"
EOF
chmod +x tools/driver
compiler() {
  for file in "$case_top/bin/compile" tools/compile tools/pass; do
    printf '#!/bin/sh\necho %s; cat "$1"\n' "$1" > "$file"
    chmod +x "$file"
  done
}
expect_all() {
  expect_status 0
  for file in by-path by-name by-library; do expect_file $file "$(printf '%s\ntext\n' "$1")"; done
}
for version in one two one three; do
  compiler $version; umake clean; umake; expect_all $version
done
# Those of the project count for what is there already; in ultra mode the others as well.
compiler four; umake; expect_file by-name "$(printf 'four\ntext\n')"; expect_file by-library "$(printf 'four\ntext\n')"
for version in five six five; do
  compiler $version; umake --mode=ultra; expect_all $version
done
# One that comes earlier on PATH.
mkdir first
export PATH="$tree/first:$PATH"
umake --mode=ultra; expect_all five
sed s/five/first/ "$case_top/bin/compile" > first/compile; chmod +x first/compile
umake --mode=ultra; expect_file by-path "$(printf 'first\ntext\n')"
