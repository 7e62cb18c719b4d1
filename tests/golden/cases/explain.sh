# --explain names what content decided by, also where no makefile does.
write Makefile <<'END'
out: in ; @cat in hidden > out
END
echo 1 > in; echo 1 > hidden
umake
edit hidden 2
umake --explain
expect_output "update target 'out' due to: 'hidden' has changed"
edit in 2
umake --explain
expect_output "update target 'out' due to: 'in' has changed"
umake --explain --fresh=out
expect_output 'due to: it was asked for'
sed -i 's/cat/cat -u/' Makefile
umake --explain --recipe-check
expect_output 'due to: its recipe has changed'
rm out
umake --explain
expect_output 'due to: target does not exist'
# A recipe that runs each time although nothing changed.
write Makefile << 'END'
.PHONY: dated plain
dated: ; @date > /dev/null
plain: ; @cat in > /dev/null
END
umake --explain --mode=ultra dated
expect_output "Makefile:2: what the recipe of 'dated' made is not kept: it asked for the time"
umake --explain --mode=ultra plain
expect_no_output 'is not kept'
