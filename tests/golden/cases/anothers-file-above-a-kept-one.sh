# Somebody else put another file in a target's place. What umake knows of its prerequisite says
# nothing of it: where GNU make would make the prerequisite anew, and so the target, the target is.
write Makefile << 'END'
out: mid ; @$(LOG) out; cat mid hidden > out
mid: in ; @$(LOG) mid; cat in > mid
END
echo 1 > in; echo 1 > hidden
umake
expect_ran 'mid out'
echo 'of other sources' > out
tick; touch in
umake
expect_ran 'out'
expect_file out '1
1'
umake
expect_ran ''
