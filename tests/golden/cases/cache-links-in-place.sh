# Where a symbolic link stands, a recipe may write the file that it leads to: nothing is put back
# there.
write Makefile << 'END'
out: in ; @cat in > $@
END
echo 1 > in
umake
rm out; ln -s real out
umake
[ -L out ] || fail 'the link stays'
expect_file real 1
# A hard link does not hinder: the other name keeps what it has.
rm out real
echo old > other; ln other out; touch -d 2020-01-01 out
umake
expect_file out 1
expect_file other old
