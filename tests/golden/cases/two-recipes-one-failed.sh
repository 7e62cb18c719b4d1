# Two recipes that both write both files get into each other's way, and one of them fails, so that
# no record is left of it: the other one's tells enough to run them one after the other from then on.
write Makefile << 'END'
all: x y
x y: in
	@mkdir lock || { touch ../overlap; sleep 0.5; exit 1; }; cat in > x; sleep 0.3; cat in > y; rmdir lock
END
echo 1 > in
umake -k -j2
expect_status 2
rm -f ../overlap
for content in 2 3; do
  rm -f x y
  edit in $content
  umake -j2
  expect_status 0
  expect_missing ../overlap
  expect_file y $content
done
