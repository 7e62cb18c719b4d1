#: $ make ok; echo $?; make fail; echo $?; make -q old; echo $?; make -k fail ok; echo $?; make none; echo $?; make -n fail; echo $?
ok: ; @:
fail: ; @exit 9
old: ; @:
