# A variable of the environment that a recipe reads: in fast mode it counts for what is put back, in
# ultra mode for what is there as well.
write Makefile << 'EOF'
all: out told
out: ; @sh tool > $@
.PHONY: told
told: ; @echo "told $$SETTING"
EOF
echo 'echo "[$SETTING]"' > tool
for value in a b a '' c; do
  rm -f out; SETTING=$value umake; expect_file out "[$value]"; expect_output "told $value"
done
unset SETTING; rm out; umake; expect_file out '[]'
for value in a b a c; do
  SETTING=$value umake --mode=ultra; expect_file out "[$value]"; expect_output "told $value"
done
# One that make itself exports.
write Makefile << 'EOF'
export SETTING := $(shell cat setting)
out: ; @sh tool > $@
EOF
for value in a b a; do
  echo $value > setting; umake --mode=ultra; expect_file out "[$value]"
  rm out; umake; expect_file out "[$value]"
done
