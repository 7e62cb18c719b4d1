# Killed while one rule of a double-colon target ran: nobody knows which one left the file as it is,
# so all of them run again, though the first of these is over long before the others start, and
# though that build is killed as well.
write Makefile << 'END'
all: t x1 x2 x3
t:: a
	@$(LOG) t-a
	@cat a > t
t:: b
	@$(LOG) t-b
	@echo half >> t; test -e ../stop && sleep 5; cat a b > t
x1 x2 x3:
	@sleep 0.05; touch $@
END
echo a > a; echo b > b; touch -d '2020-01-01' a b
killed() {
  rm -f x?
  setsid "$UMAKE" -j2 --no-cache > /dev/null 2>&1 &
  pid=$!
  for i in $(seq 200); do grep -qs half t && break; sleep 0.02; done
  kill -9 -- "-$pid" 2> /dev/null || kill -9 "$pid"
  wait "$pid" 2> /dev/null
}
umake -j2 --no-cache
expect_ran 't-a t-b'
edit b 2
touch ../stop
killed
killed
rm -f ../stop x?
echo b > b; touch -d '2020-01-01' b
umake -j2 --no-cache
expect_ran 't-a t-b'
expect_file t 'a
b'
umake -j2 --no-cache
expect_ran ''
