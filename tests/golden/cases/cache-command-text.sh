# What make expands is part of an action: a result of another text is never given.
write Makefile << 'EOF'
NOW := $(shell cat clock)
out: in ; @$(LOG) $@; echo "$(NOW) $$(cat in)" > $@
EOF
echo in > in
echo 1 > clock; umake; expect_file out '1 in'
rm out; echo 2 > clock; umake; expect_ran out; expect_file out '2 in'
rm out; echo 1 > clock; umake; expect_file out '1 in'
# In ultra mode the text counts for a target that is there as well.
for text in 1 2 3 2; do
  echo $text > clock; umake --mode=ultra; expect_file out "$text in"
done
write Makefile << 'EOF'
out: ; @echo $(shell date +%s%N) > $@
EOF
rm out; umake --mode=ultra; before=$(cat out)
umake --mode=ultra
[ "$before" != "$(cat out)" ] || fail 'the time of another build'
rm out; before=$(cat out 2>/dev/null); umake
[ "$before" != "$(cat out)" ] || fail 'the time of another build'
