# Files that a recipe gave to another user or group, or set an extended attribute of, are not put
# back: they would be umake's own user's, without it. What copies owner and permissions as they are
# is kept.
write Makefile << 'END'
copy: in ; @cp -p in $@
given: in ; @cp in $@; chown 1234:1234 $@
opened: in ; @cp in $@; python3 -c "import os; os.fchown(os.open('$@', os.O_RDONLY), 0, 1234)"
marked: in ; @cp in $@; python3 -c "import os; os.setxattr('$@', 'user.mark', b'mark')"
END
hits() { "$UMAKE" --cache=status | sed -n 's/^hits: *\([0-9]*\) .*/\1/p'; }
owner() { [ "$(stat -c %u:%g "$1")" = "$2" ] || fail "$1 is $(stat -c %u:%g "$1")'s, not $2's"; }
echo 1 > in
umake copy; rm copy; umake copy
[ "$(hits)" = 1 ] || fail 'a copy is put back'
if python3 -c "import os; os.setxattr('in', 'user.mark', b'in')" 2> /dev/null; then
  umake marked; rm marked; umake marked
  python3 -c "import os; os.getxattr('marked', 'user.mark')" || fail 'the mark is there'
fi
if [ "$(id -u)" = 0 ] && chown 1234 in 2> /dev/null; then
  umake given; rm given; umake given; owner given 1234:1234
  umake opened; rm opened; umake opened; owner opened 0:1234
fi
